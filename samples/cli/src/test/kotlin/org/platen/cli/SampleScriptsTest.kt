package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.io.path.readBytes

class SampleScriptsTest : FunSpec({
    val scripts = Path.of("../scripts").let { if (it.toFile().exists()) it else Path.of("samples/scripts") }
    val folder = tempdir().toPath()

    test("the mixture of Old Faithful is fitted and saved, twice to the same bytes") {
        // Files hold their times, unless SOURCE_DATE_EPOCH says otherwise, as the build does.
        val files = listOf(1, 2).map { threads ->
            val file = folder.resolve("$threads.platen")
            val said = platen("run", scripts.resolve("faithful.platen.kts"), "--out", file, "--threads", threads, "--seed", 3)
            said.err shouldBe ""
            said.out shouldContain "-1130.2640"
            file
        }
        files[0].readBytes().toList() shouldBe files[1].readBytes().toList()
        platen("run", scripts.resolve("faithful.platen.kts"), "--out", files[0], "--", "3").out shouldContain "mean[2]"
    }

    test("eight schools are fitted by variational inference") {
        platen("fit", scripts.resolve("schools.platen.kts"), "--data", scripts.resolve("schools.csv"), "-e", "vi").out shouldContain "tau"
    }
})
