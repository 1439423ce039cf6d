package org.platen.guide

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.File
import java.nio.file.Path
import org.platen.scripting.ScriptException
import org.platen.scripting.compiler.KotlinScriptCompiler

/** What types can exclude does not compile. */
class MisuseTest : FunSpec({

    val classPath = System.getProperty("java.class.path").split(File.pathSeparator).map(Path::of)
    val sound = listOf(
        "import org.platen.inference.em.EmFit",
        "import org.platen.inference.mcmc.NutsFit",
        "val sound = model(\"sound\") {",
        "    val mean by latent(normal(0, 1))",
        "    plate(\"row\").observed(\"x\", normal(mean, 1))",
        "}",
        "val data = Data.of(sound[\"x\"], doubleArrayOf(1.0))",
    )
    val misuses = mapOf(
        "a number is no distribution" to "model(\"m\") { latent(3.0) }",
        "a distribution is no expression" to "model(\"m\") { latent(normal(normal(0, 1), 1)) }",
        "a text is no index" to "model(\"m\") { val mean by plate(\"k\", 2).parameter(real()); mean[\"z\"] }",
        "a parameter has a space, not a distribution" to "model(\"m\") { parameter(normal(0, 1)) }",
        "a guide declares no variables" to "model(\"m\") { guide { latent(\"z\", normal(0, 1)) } }",
        "layers of a network declare no variables" to "model(\"m\") { network(\"n\", 2) { plate(\"row\") } }",
        "variables are declared inside of a model" to "latent(normal(0, 1))",
        "a model is fitted to data, not to rows" to "sound.fit(listOf(1.0, 2.0), exactEm())",
        "a fit is that of its engine" to "val fit: EmFit = sound.fit(data, nuts())",
        "draws are asked of fits that have them" to "sound.fit(data, exactEm()).draws()",
        "options have their own types" to "exactEm(restarts = \"many\")",
        "models do not change" to "sound.name = \"other\"",
    )

    test("the sound part compiles") {
        KotlinScriptCompiler().compile("sound.platen.kts", sound.joinToString("\n"), classPath).classes.isNotEmpty() shouldBe true
    }

    test("misuse does not compile, each for itself") {
        val source = (sound + misuses.values).joinToString("\n")
        val errors = shouldThrow<ScriptException> { KotlinScriptCompiler().compile("misuse.platen.kts", source, classPath) }.message!!
        val lines = Regex("""misuse\.platen\.kts:(\d+):""").findAll(errors).map { it.groupValues[1].toInt() }.toSet()
        withClue(errors) { lines shouldBe misuses.keys.indices.map { sound.size + 1 + it }.toSet() }
    }
})

private val Set<*>.indices get() = 0 until size
