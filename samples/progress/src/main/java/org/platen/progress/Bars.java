package org.platen.progress;

import java.io.Console;
import java.util.Map;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How bars look: without colour where the user asks for that, by any value of {@code NO_COLOR} (no-color.org), or the terminal knows none. */
final class Bars {

    private Bars() {}

    /** Whether somebody sits there. Java 22 to 24 have a console also where nobody does, and tell it apart. */
    static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    static ProgressBarBuilder builder() {
        return new ProgressBarBuilder().setStyle(style(System.getenv()));
    }

    static ProgressBarStyle style(Map<String, String> environment) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return plain ? ProgressBarStyle.ASCII : ProgressBarStyle.COLORFUL_UNICODE_BLOCK;
    }
}
