package org.platen.inference.dataset

import com.sun.net.httpserver.HttpServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.io.UncheckedIOException
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import org.platen.dsl.shape.ModelException

/** SHA-256 of the three letters abc (FIPS 180-2, appendix B.1). */
private const val ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

class PublishedFileTest :
    FunSpec({

        val asked = AtomicInteger()
        val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

        fun serve(path: String, status: Int, content: ByteArray, says: Long = content.size.toLong()) = server.createContext(path) {
            asked.incrementAndGet()
            it.sendResponseHeaders(status, says)
            it.responseBody.use { body -> body.write(content) }
        }

        fun mirror(name: String): URI = URI.create("http://localhost:${server.address.port}/$name/")

        serve("/good/letters.gz", 200, packed("abc".toByteArray()))
        serve("/missing/letters.gz", 404, "abc".toByteArray())
        serve("/other/letters.gz", 200, "abd".toByteArray())
        server.createContext("/half/letters.gz") {
            it.sendResponseHeaders(200, 1000)
            it.responseBody.write("abc".toByteArray())
            it.responseBody.flush()
            it.close()
        }
        server.createContext("/moved/letters.gz") {
            it.responseHeaders.add("Location", "/good/letters.gz")
            it.sendResponseHeaders(302, -1)
            it.close()
        }
        server.start()
        afterSpec { server.stop(0) }

        val letters = PublishedFile("letters", setOf(ABC))
        val root = tempdir().toPath()
        val next = AtomicInteger()

        fun folder(): Path = root.resolve("cache ${next.incrementAndGet()}")

        fun files(folder: Path) = Files.list(folder).use { list -> list.toList() }

        test("a file is downloaded once, from the first mirror that has it, into a folder that is made") {
            val cache = folder()
            val file = letters.`in`(cache, listOf(mirror("missing"), mirror("good")))
            file shouldBe cache.resolve("letters.gz")
            Files.readAllBytes(file) shouldBe packed("abc".toByteArray())
            val before = asked.get()
            letters.`in`(cache, listOf(mirror("good"))) shouldBe file
            asked.get() shouldBe before
            files(cache) shouldBe listOf(file)
        }

        test("a server that stops in the middle is not waited for forever") {
            val released = CountDownLatch(1)
            server.createContext("/slow/letters.gz") {
                it.sendResponseHeaders(200, 1000)
                it.responseBody.write("abc".toByteArray())
                it.responseBody.flush()
                released.await()
                it.close()
            }
            try {
                val late = shouldThrow<IOException> {
                    Download.to(root.resolve("slow"), mirror("slow").resolve("letters.gz"), Duration.ofSeconds(1))
                }
                late.message shouldBe "it took longer than 1 seconds"
            } finally {
                released.countDown()
            }
        }

        test("a mirror may send elsewhere") {
            Files.exists(letters.`in`(folder(), listOf(mirror("moved")))) shouldBe true
        }

        test("when no mirror has it, the message says why for each, and nothing is left behind") {
            val cache = folder()
            val nobody = URI.create("http://localhost:1/")
            val message = shouldThrow<UncheckedIOException> {
                letters.`in`(cache, listOf(mirror("missing"), mirror("other"), mirror("half"), nobody))
            }.message!!
            message shouldContain "cannot download letters.gz: ${mirror("missing")}letters.gz: the server answers 404; "
            // SHA-256 of abd: sha256sum.
            message shouldContain "it is not the published file: its SHA-256 is " +
                "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9, expected $ABC"
            message shouldContain "${mirror("half")}letters.gz: "
            message shouldContain "http://localhost:1/letters.gz: cannot connect"
            message shouldContain "Put the file into $cache by hand."
            files(cache).shouldBeEmpty()
        }

        test("a file that lies there is taken as it is, packed or not, when it is the published one") {
            val plain = Files.createDirectories(folder())
            Files.writeString(plain.resolve("letters"), "abc")
            letters.`in`(plain, listOf()) shouldBe plain.resolve("letters")
            Files.writeString(plain.resolve("letters"), "abd")
            shouldThrow<ModelException> { letters.`in`(plain, listOf()) }.message!! shouldContain
                "Delete it, and it is downloaded again."
            val damaged = Files.createDirectories(folder())
            Files.write(damaged.resolve("letters.gz"), packed("abc".toByteArray()).copyOf(15))
            shouldThrow<ModelException> { letters.`in`(damaged, listOf()) }.message!! shouldContain "is damaged"
        }
    })
