package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SseRewriterLawTest {

    private static final String[] LINES = {
        "data: one",
        "data:two",
        "data",
        "data:",
        "data:  é😀",
        "data: [DONE]",
        "event: x",
        "event:y",
        "id: 7",
        "retry: 5",
        ": comment",
        ":",
        "foo: bar",
        "foo",
        "datax: no",
        "",
        "",
        "",
        ""
    };

    private record Read(String name, String data) {}

    private interface Plan extends SseHandler {
        @Override
        default void onFinish(SseInsert out) {}
    }

    private static final Plan PASS = (event, out) -> out.forward();

    /** Drops, replaces, forwards and inserts, as the data says. */
    private static final class Mixed implements SseHandler {
        @Override
        public void onEvent(SseEvent event, SseAnswer out) {
            String data = new String(event.data(), StandardCharsets.UTF_8);
            if (data.length() % 5 == 1) {
                out.insertBefore("new", "in\nserted".getBytes(StandardCharsets.UTF_8));
            }
            if (data.startsWith("one")) {
                out.replaceData(" chan\nged\n".getBytes(StandardCharsets.UTF_8));
            } else if (!data.startsWith("two")) {
                out.forward();
            }
        }

        @Override
        public void onFinish(SseInsert out) {
            out.insert("", "end".getBytes(StandardCharsets.UTF_8));
        }

        static List<Read> expected(List<Read> events) {
            List<Read> all = new ArrayList<>();
            for (Read event : events) {
                if (event.data.length() % 5 == 1) {
                    all.add(new Read("new", "in\nserted"));
                }
                if (event.data.startsWith("one")) {
                    all.add(new Read(event.name, " chan\nged\n"));
                } else if (!event.data.startsWith("two")) {
                    all.add(event);
                }
            }
            all.add(new Read("", "end"));
            return all;
        }
    }

    @Property(tries = 2_000)
    void aHandlerThatForwardsReproducesTheBytes(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] stream = stream(random, random.nextBoolean());
        assertThat(run(PASS, stream, random)).isEqualTo(stream);
    }

    @Property(tries = 4_000)
    void howTheBytesAreDividedMakesNoDifference(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] stream = stream(random, random.nextBoolean());
        byte[] whole = run(new Mixed(), stream, new Random(0) {
            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        });
        assertThat(run(new Mixed(), stream, random)).isEqualTo(whole);
    }

    @Property(tries = 3_000)
    void aClientReadsTheEventsAsTheHandlerLeftThem(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] stream = stream(random, true);
        assertThat(read(run(new Mixed(), stream, random))).isEqualTo(Mixed.expected(read(stream)));
    }

    @Property(tries = 1_000)
    void theHandlerSeesTheEventsThatAClientReads(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] stream = stream(random, true);
        List<Read> seen = new ArrayList<>();
        Plan plan = (event, out) -> seen.add(new Read(event.name(), new String(event.data(), StandardCharsets.UTF_8)));
        run(plan, stream, random);
        assertThat(seen).isEqualTo(read(stream));
    }

    /** Lines in any order, each with any line end; if complete, with a blank line at the end. */
    private static byte[] stream(Random random, boolean complete) {
        StringBuilder text = new StringBuilder(!complete && random.nextInt(4) == 0 ? "\ufeff" : "");
        String[] ends = {"\n", "\r\n", "\r"};
        int style = random.nextInt(4);
        for (int i = random.nextInt(16); i > 0; i--) {
            text.append(LINES[random.nextInt(LINES.length)]).append(ends[style < 3 ? style : random.nextInt(3)]);
        }
        text.append(complete ? "\n\n" : LINES[random.nextInt(LINES.length)]);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] run(SseHandler handler, byte[] stream, Random random) {
        SseRewriter rewriter = SseRewriter.of(handler);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteSink sink = out::write;
        for (int at = 0; at < stream.length; ) {
            int length = 1 + random.nextInt(random.nextInt(stream.length - at) + 1);
            rewriter.feed(stream, at, length, sink);
            at += length;
        }
        rewriter.finish(sink);
        return out.toByteArray();
    }

    /** How openai-java reads a stream: lines of a BufferedReader, an event at each blank line that follows data. */
    private static List<Read> read(byte[] stream) throws IOException {
        List<Read> events = new ArrayList<>();
        List<String> data = new ArrayList<>();
        String name = "";
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(stream), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(new Read(name, String.join("\n", data)));
                }
                data.clear();
                name = "";
            } else if (field.equals("data")) {
                data.add(value);
            } else if (field.equals("event")) {
                name = value;
            }
        }
        return events;
    }
}
