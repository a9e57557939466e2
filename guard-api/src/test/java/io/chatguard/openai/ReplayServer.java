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
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends recorded streams up to some byte and ends them in one of the ways in which connections end. */
final class ReplayServer implements AutoCloseable {

    /** How a reply ends. */
    enum End {
        /** As if it were complete: valid HTTP, and the connection can be used again. */
        CLEAN,
        /** The connection is closed in the middle of the message. */
        DROPPED,
        /** The connection is reset (RST). */
        RESET
    }

    private record Scripted(byte[] body, End end) {}

    private final ServerSocket server;
    private final BlockingQueue<Scripted> replies = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    ReplayServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    void enqueue(byte[] body, End end) {
        replies.add(new Scripted(body, end));
    }

    /** How many connections clients have opened so far. */
    int accepted() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (FaultServer.readRequest(in)) {
                Scripted reply = replies.take();
                send(reply, socket.getOutputStream());
                if (reply.end() == End.RESET) {
                    socket.setSoLinger(true, 0);
                }
                if (reply.end() != End.CLEAN) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    private static void send(Scripted reply, OutputStream out) throws IOException {
        out.write(ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"));
        if (reply.body().length > 0) {
            out.write(ascii(Integer.toHexString(reply.body().length) + "\r\n"));
            out.write(reply.body());
            out.write(ascii("\r\n"));
        }
        if (reply.end() == End.CLEAN) {
            out.write(ascii("0\r\n\r\n"));
        }
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "replay-server");
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
