package org.platen.cli

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.io.PrintWriter
import java.nio.file.Path

/** The exit code of a command, and what it said. */
data class Said(val code: Int, val out: String, val err: String)

/** Runs the command in this JVM. What scripts print is part of what it says. */
@Synchronized
fun platen(vararg arguments: Any): Said {
    val (out, err) = ByteArrayOutputStream() to ByteArrayOutputStream()
    val before = System.out
    System.setOut(PrintStream(out, true))
    try {
        val code = PlatenCommand.commandLine()
            .setOut(PrintWriter(out, true))
            .setErr(PrintWriter(err, true))
            .execute(*arguments.map(Any::toString).toTypedArray())
        return Said(code, out.toString(), err.toString())
    } finally {
        System.setOut(before)
    }
}

/** Begins the command in a process of its own. */
fun process(folder: Path, vararg arguments: Any): Process = ProcessBuilder(
    listOf(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m") + QUIET +
        listOf("-cp", System.getProperty("java.class.path"), PlatenCommand::class.java.name) + arguments.map(Any::toString),
).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile()).start()

/** As the start scripts have it: recent Java warns of what the Kotlin compiler does. */
private val QUIET = listOf("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow")

/** Declares a mixture of [clusters] Normals of two columns. */
fun mixture(clusters: Int): String = """
    val mixture = model("mixture") {
        val cluster = plate("cluster", $clusters)
        val row = plate("row")
        val weights by parameter(simplex(cluster))
        val mean by cluster.parameter(real(2))
        val covariance by cluster.parameter(positiveDefinite(2))
        val z by row.latent(categorical(weights))
        val x by row.observed(multivariateNormal(mean[z], covariance[z]))
    }
    mixture
""".trimIndent()

/** Old Faithful: 272 eruptions, their length and the waiting time after it, in minutes (R, datasets::faithful). */
val faithful: String = String(org.platen.models.data.Tables.OLD_FAITHFUL.open().use { it.readAllBytes() })
