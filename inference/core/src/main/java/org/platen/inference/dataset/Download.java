package org.platen.inference.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Fetches a file over HTTP. */
final class Download {

    /** More than any set here has: a server that goes on and on does not fill the disk. */
    private static final long MOST_BYTES = 1L << 28;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Download() {}

    /** @throws IOException when there is no answer within 30 seconds, or not the whole file within ten minutes */
    static void to(Path file, URI address) throws IOException {
        to(file, address, LONGEST);
    }

    static void to(Path file, URI address, Duration longest) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body();
                    OutputStream output = Files.newOutputStream(file)) {
                if (response.statusCode() != 200) {
                    throw new IOException("the server answers " + response.statusCode());
                }
                copy(body, output, longest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (java.net.ConnectException e) {
            throw new IOException("cannot connect", e);
        }
    }

    private static void copy(InputStream body, OutputStream output, Duration longest) throws IOException {
        // A read waits for as long as the server likes; closing what it reads from ends it.
        AtomicBoolean isLate = new AtomicBoolean();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    isLate.set(true);
                    close(body);
                },
                CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS));
        try {
            copy(body, output);
        } catch (IOException e) {
            throw isLate.get() ? late(longest, e) : e;
        } finally {
            end.cancel(false);
        }
        if (isLate.get()) {
            throw late(longest, null);
        }
    }

    private static IOException late(Duration longest, @Nullable IOException cause) {
        return new IOException("it took longer than " + longest.toSeconds() + " seconds", cause);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream body, OutputStream output) throws IOException {
        byte[] part = new byte[1 << 16];
        long total = 0;
        for (int n = body.read(part); n >= 0; n = body.read(part)) {
            total += n;
            if (total > MOST_BYTES) {
                throw new IOException("it is larger than " + MOST_BYTES + " bytes");
            }
            output.write(part, 0, n);
        }
    }
}
