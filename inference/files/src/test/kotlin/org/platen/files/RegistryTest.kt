package org.platen.files

import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import java.net.URI
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Support
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Slot
import org.platen.dsl.expr.Symbol
import org.platen.dsl.expr.WhileTraining
import org.platen.dsl.model.Markov
import org.platen.dsl.network.Initialiser
import org.platen.dsl.network.Layer

class RegistryTest :
    FunSpec({
        test("every distribution has an entry, but for Markov chains, which are said with their variable") {
            LanguageKinds.distributions.map { it.type } + Markov::class.java shouldContainExactlyInAnyOrder
                records(Distribution::class.java)
        }

        test("every layer has an entry") {
            LanguageKinds.layers.map { it.type } shouldContainExactlyInAnyOrder records(Layer::class.java)
        }

        test("every expression has an entry, but for variables") {
            LanguageKinds.expressions.map { it.type } + Symbol::class.java shouldContainExactlyInAnyOrder
                Expr::class.java.permittedSubclasses.toList() + Slot::class.java
        }

        test("every support and every initialiser has an entry") {
            LanguageKinds.supports.map { it.type } shouldContainExactlyInAnyOrder Support::class.java.permittedSubclasses.toList()
            LanguageKinds.training.map { it.type } shouldContainExactlyInAnyOrder WhileTraining::class.java.permittedSubclasses.toList()
            LanguageKinds.initialisers.map { it.type } shouldContainExactlyInAnyOrder Initialiser::class.java.permittedSubclasses.toList()
        }

        test("names are unique in their family") {
            LanguageKinds.families.values.forAll { family -> family.map { it.name }.shouldBeUnique() }
        }
    })

/** The records of a class's package, and of those beside it, that are of its kind: from the folder or the jar that the class is in. */
private fun records(type: Class<*>): List<Class<*>> {
    val place = type.protectionDomain.codeSource.location.toURI()
    val folder = "org/platen/dsl"
    fun names(root: Path): List<String> = Files.walk(root.resolve(folder)).use { files ->
        files.filter {
            it.toString().endsWith(".class")
        }.map { root.relativize(it).toString().removeSuffix(".class").replace('/', '.') }.toList()
    }
    val all =
        if (Files.isDirectory(Path.of(place))) {
            names(Path.of(place))
        } else {
            FileSystems.newFileSystem(URI("jar:$place"), emptyMap<String, Any>()).use { names(it.getPath("/")) }
        }
    return all.map { Class.forName(it, false, type.classLoader) }.filter { it.isRecord && type.isAssignableFrom(it) }
}
