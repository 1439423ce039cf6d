package org.platen.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith

class HelpTest : FunSpec({
    val commands = PlatenCommand.commandLine().subcommands.filterValues { !it.commandSpec.usageMessage().hidden() }.keys - "help"

    test("the help lists every command, and the exit codes") {
        val help = platen("--help")
        help.code shouldBe 0
        commands.forEach { help.out shouldContain "\n  $it " }
        help.out shouldContain "130   It was stopped from the keyboard."
    }

    for (command in commands) {
        test("platen $command --help has an example") {
            val help = platen(command, "--help")
            help.code shouldBe 0
            help.out shouldStartWith "Usage: platen $command"
            help.out shouldContain Regex("Examples?:")
            help.out shouldContain "platen $command "
        }
    }

    test("no example is broken into lines") {
        for ((name, command) in PlatenCommand.commandLine().subcommands) {
            withClue(name) {
                command.commandSpec.usageMessage().footer().filter { it.startsWith("  platen") && it.length > 80 }.shouldBeEmpty()
            }
        }
    }

    test("platen help COMMAND is the same") {
        platen("help", "fit").out shouldBe platen("fit", "--help").out
    }

    test("a command that is missing, one that there is not, and an option that there is not are usage errors") {
        platen().code shouldBe 2
        platen("fi").err shouldContain "Did you mean: platen fit"
        platen("fi").code shouldBe 2
        platen("fit", "--enginee", "em", "a.platen.kts").code shouldBe 2
    }
})
