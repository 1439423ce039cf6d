package org.platen.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Standard output that knows afterwards whether all of it was written, which {@link PrintStream} does not tell with the reason. */
final class StandardOutput extends FilterOutputStream {

    private @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** The exit code of a command that ended with {@code code}. Who reads of a pipe what he wants and goes, {@code head} for example, is no failure. */
    int exitCode(int code, PrintWriter err) {
        IOException what = failure;
        if (what == null
                || String.valueOf(what.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
            return code;
        }
        err.println("platen: the output cannot be written: " + what.getMessage());
        err.flush();
        return ExitCode.SOFTWARE;
    }

    /** That of the terminal; where it is said to know letters of English only, as in containers, UTF-8 after all. */
    static Charset charset() {
        String named = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        Charset charset =
                named != null && Charset.isSupported(named) ? Charset.forName(named) : Charset.defaultCharset();
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, charset()), true);
    }
}
