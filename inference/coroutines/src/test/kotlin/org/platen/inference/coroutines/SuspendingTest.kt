package org.platen.inference.coroutines

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.count
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Progress
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.meanFieldVi
import org.platen.inference.kotlin.nuts

class SuspendingTest : FunSpec({

    val model = model("two groups") {
        val cluster = plate("cluster", 2)
        val row = plate("row")
        val weights by parameter(simplex(cluster))
        val mean by cluster.parameter(real())
        val scale by cluster.parameter(positive())
        val z by row.latent(categorical(weights))
        row.observed("x", normal(mean[z], scale[z]))
    }
    val data = Data.of(model["x"], doubleArrayOf(0.1, 0.4, -0.2, 4.9, 5.3, 5.0, 0.3, 4.7))
    val prior = model("mean") {
        val mu by latent(normal(0, 10))
        plate("row").observed("x", normal(mu, 1))
    }
    val rows = Data.of(prior["x"], doubleArrayOf(1.0, 2.0, 3.0))

    test("a fit that suspends is the fit that blocks") {
        model.fit(data, exactEm()).logLikelihood() shouldBe exactEm().fit(model, data).logLikelihood()
        prior.fit(rows, meanFieldVi()).elbo() shouldBe meanFieldVi().fit(prior, rows).elbo()
        prior.fit(rows, nuts(chains = 1)).posterior().get("mu").mean() shouldBe
            nuts(chains = 1).fit(prior, rows).posterior().get("mu").mean()
        prior.fit(rows, amortizedVi(epochs = 2)).history().last().loss() shouldBe
            amortizedVi(epochs = 2).fit(prior, rows).history().last().loss()
    }

    test("the caller's thread is free while it fits") {
        val mayEnd = CompletableDeferred<Unit>()
        val fit = async {
            model.fit(data, exactEm(progress = { while (!mayEnd.isCompleted) Thread.onSpinWait() }))
        }
        mayEnd.complete(Unit)
        fit.await().logLikelihood().isFinite() shouldBe true
    }

    test("cancelling the coroutine ends the fit, and its checkpoint stays to go on from") {
        val file = tempdir().toPath().resolve("fit.checkpoint")
        val begun = CompletableDeferred<Unit>()
        val endless = exactEm(
            restarts = 1,
            tolerance = 0.0,
            iterations = Int.MAX_VALUE,
            checkpoint = file,
            progress = { begun.complete(Unit) },
        )
        withContext(Dispatchers.Default) {
            val fit = async { model.fit(data, endless) }
            begun.await()
            fit.cancelAndJoin()
            shouldThrow<CancellationException> { fit.await() }
        }
        model.fit(
            data,
            exactEm(restarts = 1, tolerance = 0.0, iterations = Int.MAX_VALUE, resume = file, timeLimit = kotlin.time.Duration.ZERO),
        )
            .stoppingReason() shouldContain "time limit"
    }

    test("a flow tells progress and then the fit") {
        val told = model.fitting(data, exactEm(restarts = 1)).toList()
        told.dropLast(1).shouldNotBeEmpty()
        told.dropLast(1).forEach { it.shouldBeInstanceOf<Fitting.Running>() }
        told.last().shouldBeInstanceOf<Fitting.Done>().fit.summary() shouldContain "two groups"
        prior.fittingProgress(rows, meanFieldVi()).count() shouldBe prior.fitting(rows, meanFieldVi()).count() - 1
    }

    test("ending the collection ends the fit") {
        val endless = exactEm(restarts = 1, tolerance = 0.0, iterations = Int.MAX_VALUE)
        val first: Progress = model.fittingProgress(data, endless).first()
        first.restart() shouldBe 0
    }

    test("what is wrong with data is thrown where the flow is collected") {
        val flow = model.fitting(Data.of(prior["x"], doubleArrayOf(1.0)), nuts())
        shouldThrow<ModelException> { flow.toList() }
    }
})
