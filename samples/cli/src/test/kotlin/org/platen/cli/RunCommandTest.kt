package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.readBytes
import kotlin.io.path.writeText

class RunCommandTest : FunSpec({
    val folder = tempdir().toPath()

    fun script(name: String, text: String) = folder.resolve("$name.platen.kts").also { it.writeText(text) }

    test("a script is given its arguments, seed, table and place for results, and prints") {
        val data = folder.resolve("a.csv").also { it.writeText("u,v\n1,2\n") }
        val show = script("show", "println(\"\$arguments \$seed \$threads \${table.names()} \$out\")")
        platen("run", show, "--data", data, "--out", "o.txt", "--seed", 3, "--threads", 2, "--", "first", "--second").out shouldBe
            "[first, --second] 3 2 [u, v] o.txt\n"
    }

    test("run twice with the same seed, a script writes the same bytes") {
        val data = folder.resolve("faithful.csv").also { it.writeText(faithful) }
        val text = mixture(3) + "\nval fit = mixture.fit(table.columns(\"eruptions\", \"waiting\").into(mixture[\"x\"]), " +
            "exactEm(restarts = 2, seed = seed, threads = threads))\n" +
            "java.nio.file.Files.writeString(out!!, fit.summary() + fit.sample(100, seed).fingerprint())"
        val both = listOf(1, 2).map { threads ->
            val out = folder.resolve("$threads.txt")
            platen("run", script("twice", text), "--data", data, "--out", out, "--seed", 9, "--threads", threads).err shouldBe ""
            out.readBytes().toList()
        }
        both[0] shouldBe both[1]
    }

    test("what does not compile or fails is said with its line and column, and the exit code is 1") {
        val wrong = platen("run", script("wrong", "val a = b"))
        wrong.code shouldBe 1
        wrong.err shouldBe "platen run: wrong.platen.kts:1:9: error: Unresolved reference 'b'.\n    val a = b\n            ^\n"
        val fails =
            platen("run", script("fails", "\nmodel(\"m\") { parameter(\"a\", simplex(plate(\"k\", 2))); parameter(\"a\", positive()) }"))
        fails.code shouldBe 1
        fails.err shouldContain "platen run: fails.platen.kts:2: "
        fails.err.trim().lines().size shouldBe 1
    }
})
