package org.platen.progress

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import me.tongfei.progressbar.ProgressBarStyle

class BarsTest : FunSpec({
    test("bars are without colour where NO_COLOR is set or the terminal is dumb") {
        Bars.style(mapOf("NO_COLOR" to "1")) shouldBe ProgressBarStyle.ASCII
        Bars.style(mapOf("TERM" to "dumb")) shouldBe ProgressBarStyle.ASCII
        // no-color.org: when it is not an empty string.
        Bars.style(mapOf("NO_COLOR" to "", "TERM" to "xterm")) shouldBe ProgressBarStyle.COLORFUL_UNICODE_BLOCK
        Bars.style(mapOf()) shouldBe ProgressBarStyle.COLORFUL_UNICODE_BLOCK
    }
})
