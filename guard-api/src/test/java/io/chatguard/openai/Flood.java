package io.chatguard.openai;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Replies, and requests, that are larger than the memory of who reads them; and how each must end. */
enum Flood {
    JSON(Call.CHAT, reply(200, "application/json", Form.SIZED, "{\"a\":\""), "REPLY_REFUSED limits.reply"),
    JSON_OF_UNKNOWN_LENGTH(
            Call.CHAT, reply(200, "application/json", Form.ENDLESS, "{\"a\":\""), "REPLY_REFUSED limits.reply"),
    JSON_BOMB(Call.CHAT, reply(200, "application/json", Form.GZIP, "{\"a\":\""), "REPLY_REFUSED limits.reply"),

    ERROR_400(
            Call.CHAT, reply(400, "application/json", Form.SIZED, "{\"error\":{\"message\":\""), "BadRequestException"),
    ERROR_500(
            Call.CHAT,
            reply(500, "application/json", Form.ENDLESS, "{\"error\":{\"message\":\""),
            "InternalServerException"),
    ERROR_500_OF_A_STREAM(
            Call.STREAM,
            reply(500, "application/json", Form.ENDLESS, "{\"error\":{\"message\":\""),
            "InternalServerException"),
    ERROR_BOMB(
            Call.CHAT, reply(429, "application/json", Form.GZIP, "{\"error\":{\"message\":\""), "RateLimitException"),

    STREAM_OF_ONE_LINE(
            Call.STREAM, reply(200, "text/event-stream", Form.ENDLESS, "data: "), "REPLY_REFUSED stream/event-size"),
    STREAM_OF_ONE_EVENT(
            Call.STREAM,
            reply(200, "text/event-stream", Form.ENDLESS_LINES, "data: "),
            "REPLY_REFUSED stream/event-size"),
    STREAM_OF_COMMENTS(
            Call.STREAM_TO_A_DEADLINE,
            reply(200, "text/event-stream", Form.ENDLESS_LINES, ": "),
            "DEADLINE resilience/deadline"),
    STREAM_OF_CHOICES(
            Call.STREAM,
            events(
                    "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":%d,"
                            + "\"delta\":{\"content\":\"a\"}}]}"),
            "REPLY_REFUSED stream/texts"),
    STREAM_OF_TOOL_CALLS(
            Call.STREAM,
            events(
                    "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                            + "\"delta\":{\"tool_calls\":[{\"index\":%d,\"function\":{\"name\":\"" + "a".repeat(1000)
                            + "\"}}]}}]}"),
            "REPLY_REFUSED stream/texts"),
    STREAM_OF_OUTPUTS(
            Call.RESPONSE_STREAM,
            events(
                    "{\"type\":\"response.output_text.delta\",\"item_id\":\"i\",\"content_index\":0,\"sequence_number\":1,"
                            + "\"logprobs\":[],\"output_index\":%d,\"delta\":\"" + "a".repeat(4 << 20) + "\"}"),
            "REPLY_REFUSED stream/texts"),
    STREAM_BOMB(Call.STREAM, reply(200, "text/event-stream", Form.GZIP, "data: "), "REPLY_REFUSED stream/event-size"),

    RESULTS_OF_ONE_LINE(
            Call.FILE_TO_A_DEADLINE,
            reply(200, "application/octet-stream", Form.ENDLESS, "{\"custom_id\":\""),
            "DEADLINE resilience/deadline"),
    RESULTS_BOMB(
            Call.FILE_TO_A_DEADLINE,
            reply(200, "application/octet-stream", Form.ENDLESS_GZIP, "{\"custom_id\":\""),
            "DEADLINE resilience/deadline"),

    REQUEST(Call.LARGE_CHAT, FaultServer.HELLO, "REQUEST_REFUSED limits.request"),
    UPLOAD(Call.UPLOAD, FaultServer.HELLO, "REQUEST_REFUSED limits.request");

    /** What the client asks for. */
    enum Call {
        CHAT,
        STREAM,
        RESPONSE_STREAM,
        STREAM_TO_A_DEADLINE,
        FILE_TO_A_DEADLINE,
        LARGE_CHAT,
        UPLOAD
    }

    private enum Form {
        SIZED,
        ENDLESS,
        ENDLESS_LINES,
        GZIP,
        ENDLESS_GZIP
    }

    static final long SIZE = 512L << 20;

    private static final byte[] TEXT = new byte[1 << 20];

    static {
        Arrays.fill(TEXT, (byte) 'a');
    }

    private final Call call;
    private final FaultServer.Answer answer;
    private final String end;

    Flood(Call call, FaultServer.Answer answer, String end) {
        this.call = call;
        this.answer = answer;
        this.end = end;
    }

    Call call() {
        return call;
    }

    FaultServer.Answer answer() {
        return answer;
    }

    /** Whether anything of it reaches the server. */
    boolean isSent() {
        return call != Call.LARGE_CHAT && call != Call.UPLOAD;
    }

    /** Reason and rule of the guard's exception, or the class of the SDK's. */
    String end() {
        return end;
    }

    private static FaultServer.Answer reply(int status, String type, Form form, String start) {
        byte[] head = start.getBytes(StandardCharsets.US_ASCII);
        return (socket, out) -> {
            String headers = "Content-Type: " + type + "\r\n";
            switch (form) {
                case SIZED -> {
                    FaultServer.head(out, status, headers + "Content-Length: " + (SIZE + head.length) + "\r\n");
                    out.write(head);
                    repeat(TEXT, SIZE / TEXT.length, out);
                }
                case ENDLESS -> {
                    FaultServer.head(out, status, headers);
                    out.write(head);
                    repeat(TEXT, Long.MAX_VALUE, out);
                }
                case ENDLESS_LINES -> {
                    FaultServer.head(out, status, headers);
                    repeat(
                            (start + "a".repeat(1000) + "\n").repeat(100).getBytes(StandardCharsets.US_ASCII),
                            Long.MAX_VALUE,
                            out);
                }
                case GZIP -> {
                    byte[] bomb = bomb(head);
                    FaultServer.head(
                            out,
                            status,
                            headers + "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length
                                    + "\r\n");
                    out.write(bomb);
                    out.flush();
                }
                case ENDLESS_GZIP -> {
                    FaultServer.head(out, status, headers + "Content-Encoding: gzip\r\n");
                    out.write(GZIP_HEADER);
                    out.write(deflated(head));
                    repeat(deflated(TEXT), Long.MAX_VALUE, out);
                }
            }
        };
    }

    /** An endless stream of events with that data, numbered. */
    private static FaultServer.Answer events(String data) {
        int at = data.indexOf("%d");
        byte[] start = ("data: " + data.substring(0, at)).getBytes(StandardCharsets.US_ASCII);
        byte[] end = (data.substring(at + 2) + "\n\n").getBytes(StandardCharsets.US_ASCII);
        return (socket, out) -> {
            FaultServer.head(out, 200, "Content-Type: text/event-stream\r\n");
            BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            for (long i = 0; i < Long.MAX_VALUE; i++) {
                buffered.write(start);
                buffered.write(Long.toString(i).getBytes(StandardCharsets.US_ASCII));
                buffered.write(end);
            }
        };
    }

    private static void repeat(byte[] bytes, long times, OutputStream out) throws IOException {
        for (long i = 0; i < times; i++) {
            out.write(bytes);
        }
    }

    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};

    /** A valid gzip file of about a megabyte: that start and 1,100 MiB of text. */
    private static byte[] bomb(byte[] head) {
        int times = 1100;
        byte[] text = deflated(TEXT);
        CRC32 crc = new CRC32();
        crc.update(head);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(GZIP_HEADER);
        out.writeBytes(deflated(head));
        for (int i = 0; i < times; i++) {
            out.writeBytes(text);
            crc.update(TEXT);
        }
        out.writeBytes(new byte[] {1, 0, 0, (byte) 0xff, (byte) 0xff}); // a last block, stored and empty
        littleEndian((int) crc.getValue(), out);
        littleEndian(head.length + times * TEXT.length, out);
        return out.toByteArray();
    }

    private static void littleEndian(int value, ByteArrayOutputStream out) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }

    /** Blocks that end on a byte and refer to nothing before them, so that they can be repeated. */
    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        int n;
        do {
            n = deflater.deflate(chunk, 0, chunk.length, Deflater.FULL_FLUSH);
            out.write(chunk, 0, n);
        } while (n == chunk.length);
        deflater.end();
        return out.toByteArray();
    }
}
