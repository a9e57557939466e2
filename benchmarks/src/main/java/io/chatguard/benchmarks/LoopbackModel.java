package io.chatguard.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP/1.1 server on loopback that does nothing but {@link Echo}: a thread a connection, connections stay open, a
 * whole reply is one write and a streamed one a write for each event, as the provider flushes them.
 */
final class LoopbackModel implements AutoCloseable {

    private static final String COMMON = "HTTP/1.1 200 OK\r\n"
            + "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
            + "Access-Control-Expose-Headers: X-Request-ID\r\n"
            + "OpenAI-Organization: acme\r\nOpenAI-Processing-Ms: 412\r\nOpenAI-Version: 2020-10-01\r\n"
            + "X-Request-ID: req_4b9d2c7a61e14c0f8f2d9b7b6f0f1f11\r\n"
            + "X-RateLimit-Limit-Requests: 10000\r\nX-RateLimit-Remaining-Requests: 9999\r\n"
            + "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\n";

    private final ServerSocket socket;
    private volatile byte[] lastRequest = {};

    private LoopbackModel(ServerSocket socket) {
        this.socket = socket;
    }

    static LoopbackModel start() {
        try {
            LoopbackModel model = new LoopbackModel(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            daemon("accept", model::accept);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort() + "/v1";
    }

    /** The body that arrived last. */
    byte[] lastRequest() {
        return lastRequest;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "model-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                daemon("connection", () -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
            OutputStream out = connection.getOutputStream();
            while (true) {
                byte[] request = in.readNBytes(contentLength(in));
                lastRequest = request;
                if (Echo.isStreamed(request)) {
                    stream(Echo.events(request), out);
                } else {
                    whole(Echo.reply(request), out);
                }
            }
        } catch (IOException e) {
            // The client has closed the connection.
        }
    }

    private static void whole(byte[] reply, OutputStream out) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(reply.length + 1024);
        all.writeBytes(
                ascii(COMMON + "Content-Type: application/json\r\nContent-Length: " + reply.length + "\r\n\r\n"));
        all.writeBytes(reply);
        all.writeTo(out);
    }

    private static void stream(List<byte[]> events, OutputStream out) throws IOException {
        out.write(
                ascii(COMMON + "Content-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"));
        for (byte[] event : events) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(event.length + 16);
            chunk.writeBytes(ascii(Integer.toHexString(event.length) + "\r\n"));
            chunk.writeBytes(event);
            chunk.writeBytes(ascii("\r\n"));
            chunk.writeTo(out);
        }
        out.write(ascii("0\r\n\r\n"));
    }

    /** Passes the head of a request; the length of its body. */
    private static int contentLength(InputStream in) throws IOException {
        int length = 0;
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the connection is closed");
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String header = line.toString().trim().toLowerCase(Locale.ROOT);
            if (header.isEmpty()) {
                return length;
            }
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).trim());
            }
            line.setLength(0);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
