package org.platen.progress;

import java.util.Map;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How bars look: without colour where the user asks for that, by any value of {@code NO_COLOR} (no-color.org), or the terminal knows none. */
final class Bars {

    private Bars() {}

    static ProgressBarBuilder builder() {
        return new ProgressBarBuilder().setStyle(style(System.getenv()));
    }

    static ProgressBarStyle style(Map<String, String> environment) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return plain ? ProgressBarStyle.ASCII : ProgressBarStyle.COLORFUL_UNICODE_BLOCK;
    }
}
