package io.chatguard.internal.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Pipes of different habits, and what a stream of pieces comes to. */
final class TestPipes {

    private TestPipes() {}

    /** Passes everything as it is, as late as at the end of the text. */
    static final class Late implements TextPipe {
        private final StringBuilder held = new StringBuilder();

        @Override
        public void feed(CharSequence decoded, PieceSink out) {
            held.append(decoded);
        }

        @Override
        public void finish(PieceSink out) {
            out.accept(held, held.length(), true);
        }
    }

    /** Decides word by word; turns words with an e round, and says nothing about the others but that they stay. */
    static final class Words implements TextPipe {
        private final StringBuilder held = new StringBuilder();

        static String of(String text) {
            StringBuilder all = new StringBuilder();
            Words words = new Words();
            PieceSink sink = (piece, chars, identity) -> all.append(piece);
            words.feed(text, sink);
            words.finish(sink);
            return all.toString();
        }

        @Override
        public void feed(CharSequence decoded, PieceSink out) {
            for (int i = 0; i < decoded.length(); i++) {
                held.append(decoded.charAt(i));
                if (decoded.charAt(i) == ' ' || decoded.charAt(i) == '/') {
                    word(out);
                }
            }
        }

        @Override
        public void finish(PieceSink out) {
            word(out);
        }

        private void word(PieceSink out) {
            String word = held.toString();
            held.setLength(0);
            if (word.indexOf('e') >= 0 || word.indexOf('1') >= 0) {
                String turned = new StringBuilder(word).reverse().toString();
                out.accept("<\"" + turned + ">", word.length(), false);
            } else {
                out.accept(word, word.length(), true);
            }
        }
    }

    /** What came out of a stream, checked against what went in. */
    static final class Collector implements PieceSink {
        private final String source;
        private final StringBuilder text = new StringBuilder();
        private int at;
        private boolean allIdentity = true;

        Collector(String source) {
            this.source = source;
        }

        @Override
        public void accept(CharSequence piece, int sourceChars, boolean identity) {
            if (identity && !source.startsWith(piece.toString(), at)) {
                throw new AssertionError("called identical what is not");
            }
            if (identity && piece.length() != sourceChars) {
                throw new AssertionError("identical, of another length");
            }
            text.append(piece);
            at += sourceChars;
            allIdentity &= identity;
        }

        String text() {
            return text.toString();
        }

        int sourceChars() {
            return at;
        }

        boolean allIdentity() {
            return allIdentity;
        }
    }

    /** The text in pieces, divided anywhere, some of them empty. */
    static List<String> divided(String text, Random random) {
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, text.length()));
        for (int i = random.nextInt(text.length() + 2); i > 0; i--) {
            cuts.add(random.nextInt(text.length() + 1));
        }
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            pieces.add(text.substring(from, cut));
            from = cut;
        }
        return pieces;
    }

    static Collector run(TextPipe pipe, String text, List<String> pieces) {
        Collector out = new Collector(text);
        pieces.forEach(piece -> pipe.feed(piece, out));
        pipe.finish(out);
        return out;
    }
}
