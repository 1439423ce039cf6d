package org.platen.scripting

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.nio.file.Path

class UserCacheTest : FunSpec({
    val home = Path.of("/home/ada")

    test("the cache is where the system keeps caches") {
        UserCache.folder(mapOf(), "Linux", home) shouldBe Path.of("/home/ada/.cache/platen")
        UserCache.folder(mapOf("XDG_CACHE_HOME" to "/fast"), "Linux", home) shouldBe Path.of("/fast/platen")
        UserCache.folder(mapOf(), "Mac OS X", home) shouldBe Path.of("/home/ada/Library/Caches/platen")
        UserCache.folder(mapOf("LOCALAPPDATA" to "/local"), "Windows 11", home) shouldBe Path.of("/local/platen/cache")
    }

    test("a variable names another folder") {
        UserCache.folder(mapOf("PLATEN_CACHE" to "/mine", "XDG_CACHE_HOME" to "/fast"), "Linux", home) shouldBe Path.of("/mine")
    }
})
