package io.chatguard.redact.internal.tagger.states;

import java.text.Normalizer;

/**
 * WordPiece as BERT's uncased models define it, with offsets into the text as it is.
 *
 * <p>Control characters go, letters are decomposed, marks dropped and the rest lower-cased, one code point at a time; words end at
 * blanks, each punctuation mark and each ideograph is a word; a word is cut into the longest pieces of the vocabulary from left
 * to right, one of more than 100 characters, or with a rest that is no piece, is unknown as a whole. (Devlin et al. 2019 and their
 * {@code tokenization.py}; the same as {@code BertNormalizer}, {@code BertPreTokenizer} and {@code WordPiece} of Hugging Face's
 * tokenizers, except that text never makes a special piece such as {@code [SEP]}.)
 *
 * <p>Linear: a look-up tries at most as many lengths as the longest piece has. Immutable, thread-safe.
 */
final class WordPieces {

    private static final int LONGEST_WORD = 100;

    private final Vocabulary vocabulary;
    private final int unknown;

    WordPieces(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = special("[UNK]");
    }

    /** The number of a piece that stands for no text. */
    int special(String name) {
        int id = vocabulary.find(name);
        if (id < 0) {
            throw new IllegalArgumentException("the vocabulary has no " + name);
        }
        return id;
    }

    /** Adds the pieces of a range of the text. */
    void split(CharSequence text, int from, int to, Pieces into) {
        Word word = new Word();
        for (int at = from; at < to; ) {
            int c = Character.codePointAt(text, at);
            int next = Math.min(to, at + Character.charCount(c));
            if (blank(c)) {
                end(word, into);
            } else if (!dropped(c)) {
                if (ideograph(c)) {
                    end(word, into);
                    fold(c, at, next, word, into);
                    end(word, into);
                } else {
                    fold(c, at, next, word, into);
                }
            }
            at = next;
        }
        end(word, into);
    }

    private void fold(int c, int start, int end, Word word, Pieces into) {
        if (c < 0x80) {
            put(c >= 'A' && c <= 'Z' ? c + 0x20 : c, start, end, word, into);
            return;
        }
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
        for (int i = 0; i < parts.length(); ) {
            int part = parts.codePointAt(i);
            i += Character.charCount(part);
            if (Character.getType(part) != Character.NON_SPACING_MARK) {
                put(Character.toLowerCase(part), start, end, word, into);
            }
        }
    }

    private void put(int c, int start, int end, Word word, Pieces into) {
        if (punctuation(c)) {
            end(word, into);
            word.put(c, start, end);
            end(word, into);
        } else {
            word.put(c, start, end);
        }
    }

    private void end(Word word, Pieces into) {
        if (word.count == 0) {
            return;
        }
        int before = into.size();
        if (word.count > LONGEST_WORD || !cut(word, into)) {
            into.cut(before);
            into.add(unknown, word.start, word.end);
        }
        word.clear();
    }

    private boolean cut(Word word, Pieces into) {
        int[] hashes = new int[Math.min(vocabulary.longest(), word.units)];
        for (int from = 0; from < word.units; ) {
            int lengths = Math.min(hashes.length, word.units - from);
            int hash = Vocabulary.seed(from > 0);
            for (int i = 0; i < lengths; i++) {
                hash = Vocabulary.step(hash, word.text[from + i]);
                hashes[i] = hash;
            }
            int id = -1;
            int to = from + lengths;
            for (; to > from; to--) {
                id = vocabulary.find(word.text, from, to, from > 0, hashes[to - from - 1]);
                if (id >= 0) {
                    break;
                }
            }
            if (id < 0) {
                return false;
            }
            into.add(id, word.starts[from], word.ends[to - 1]);
            from = to;
        }
        return true;
    }

    private static boolean blank(int c) {
        return c <= ' ' ? c == ' ' || c == '\t' || c == '\n' || c == '\r' : c >= 0x80 && Character.isSpaceChar(c);
    }

    private static boolean dropped(int c) {
        if (c < 0x7f) {
            return c < ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> c == 0xfffd;
        };
    }

    private static boolean punctuation(int c) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7f && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z');
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** The blocks of CJK ideographs that BERT names; Hangul, kana and others are letters of words. */
    private static boolean ideograph(int c) {
        return c >= 0x3400
                && (c >= 0x4e00 && c <= 0x9fff
                        || c <= 0x4dbf
                        || c >= 0xf900 && c <= 0xfaff
                        || c >= 0x20000 && c <= 0x2a6df
                        || c >= 0x2a700 && c <= 0x2b81f
                        || c >= 0x2b920 && c <= 0x2ceaf
                        || c >= 0x2f800 && c <= 0x2fa1f);
    }

    /** A folded word, and where each of its units stands in the text. What is beyond the longest is counted only. */
    private static final class Word {
        private final char[] text = new char[2 * LONGEST_WORD];
        private final int[] starts = new int[2 * LONGEST_WORD];
        private final int[] ends = new int[2 * LONGEST_WORD];
        private int units;
        private int count;
        private int start;
        private int end;

        void put(int c, int from, int to) {
            if (count == 0) {
                start = from;
            }
            end = to;
            if (++count > LONGEST_WORD) {
                count = LONGEST_WORD + 1;
                return;
            }
            for (int n = Character.toChars(c, text, units); n > 0; n--) {
                starts[units] = from;
                ends[units++] = to;
            }
        }

        void clear() {
            units = 0;
            count = 0;
        }
    }
}
