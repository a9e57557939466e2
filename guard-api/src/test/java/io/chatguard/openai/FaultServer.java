package io.chatguard.openai;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of bare sockets: it can do to a connection what an HTTP server never would. */
final class FaultServer implements AutoCloseable {

    /** What is done for one request; throwing drops the connection. */
    interface Answer {
        void give(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    /** The answer to the request of that number, counted from 1. */
    interface Answers {
        Answer to(int number);
    }

    static final String CHAT = """
            {"id":"c1","object":"chat.completion","created":1,"model":"gpt-5","choices":[{"index":0,"logprobs":null,\
            "finish_reason":"stop","message":{"role":"assistant","content":"Hello","refusal":null}}]}""";

    static final Answer HELLO = reply(200, "", CHAT);

    private final ServerSocket server;
    private final Answers answers;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    FaultServer(Answers answers) {
        this.answers = answers;
        try {
            server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    static Answer reply(int status, String headers, String body) {
        return (socket, out) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            head(out, status, headers + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n");
            out.write(bytes);
            out.flush();
        };
    }

    static Answer error(int status, String headers, String code) {
        return reply(
                status,
                headers,
                "{\"error\":{\"message\":\"no\",\"type\":\"" + code + "\",\"code\":\"" + code + "\",\"param\":null}}");
    }

    /** Ends the connection by a TCP reset, before any byte of a reply. */
    static Answer reset() {
        return (socket, out) -> {
            socket.setSoLinger(true, 0);
            throw new IOException("reset");
        };
    }

    /** Says nothing until the client goes. */
    static Answer silence() {
        return (socket, out) -> {
            while (socket.getInputStream().read() >= 0) {
                // waits for the end
            }
            throw new IOException("gone");
        };
    }

    static void head(OutputStream out, int status, String headers) throws IOException {
        out.write(("HTTP/1.1 " + status + " X\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    int requests() {
        return requests.get();
    }

    int openConnections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (readRequest(in)) {
                answers.to(requests.incrementAndGet()).give(socket, socket.getOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            // as the answer wants it, or the client has gone
        } finally {
            open.remove(socket);
        }
    }

    /** Passes one request; false at the end of the connection. */
    static boolean readRequest(InputStream in) throws IOException {
        int length = 0;
        String line = line(in);
        if (line.isEmpty()) {
            return false;
        }
        while (!(line = line(in)).isEmpty()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.readNBytes(length);
        return true;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
