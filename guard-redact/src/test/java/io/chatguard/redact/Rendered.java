package io.chatguard.redact;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** What a renderer makes of Markdown: links, images, tags and code, as commonmark-java sees them. */
record Rendered(List<String> links, List<String> targets, List<String> tags, List<String> code) {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(AutolinkExtension.create(), TablesExtension.create()))
            .build();

    static Rendered of(String text) {
        Seen seen = new Seen();
        Node root = PARSER.parse(text);
        root.accept(seen);
        return new Rendered(seen.links, seen.targets, seen.tags, seen.code);
    }

    private static final class Seen extends AbstractVisitor {
        private boolean lists;
        private final List<String> links = new ArrayList<>();
        private final List<String> targets = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private final List<String> code = new ArrayList<>();

        /** Whether a bare address goes on behind signs of emphasis depends on what stands beside such signs. */
        private static String target(String destination) {
            if (destination.startsWith("mailto:")) {
                // What is not ASCII belongs to no address, although this parser takes it in.
                return destination
                        .replaceAll("[*_]+", "")
                        .replaceFirst("^mailto:.*[^\\x00-\\x7f]([^@]*@)", "mailto:$1");
            }
            return destination.replaceFirst("[*_].*$", "").replaceFirst("[.,;:!?'\"\\[]+$", "");
        }

        @Override
        public void visit(Link link) {
            String target = target(link.getDestination());
            targets.add(link.getDestination());
            if (!target.endsWith("://")) { // a scheme and signs of emphasis lead nowhere
                links.add("link " + target + " " + link.getTitle());
            }
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            targets.add(image.getDestination());
            links.add("image " + target(image.getDestination()) + " " + image.getTitle());
            visitChildren(image);
        }

        @Override
        public void visit(HtmlInline html) {
            tags.add(html.getLiteral());
        }

        @Override
        public void visit(HtmlBlock html) {
            String text = html.getLiteral();
            for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
                int end = text.indexOf('>', at);
                if (at + 1 == text.length() || !isTag(text.charAt(at + 1))) {
                    continue;
                }
                tags.add(text.substring(at, end < 0 ? text.length() : end + 1));
            }
        }

        private static boolean isTag(char c) {
            return c >= 'a' && c <= 'z' || c == '/' || c == '!' || c == '?';
        }

        @Override
        public void visit(Code inline) {
            code.add(inline.getLiteral());
        }

        @Override
        public void visit(FencedCodeBlock block) {
            code.add(block.getInfo() + "\n" + block.getLiteral());
        }

        @Override
        public void visit(ListItem item) {
            lists = true;
            visitChildren(item);
        }

        /** With lists, nearly all that is indented is prose, and is treated so. */
        @Override
        public void visit(IndentedCodeBlock block) {
            if (!lists) {
                code.add(block.getLiteral());
            }
        }
    }
}
