package org.platen.kotlindl

import org.jetbrains.kotlinx.dl.api.inference.InferenceModel
import org.jetbrains.kotlinx.dl.api.summary.ModelSummary
import org.jetbrains.kotlinx.dl.api.summary.ModelWithSummary
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.data.Data
import org.platen.inference.fit.Fit

/**
 * This fit as a KotlinDL model: the values of an observed variable for one row go in, what is asked of the row comes out.
 *
 * @param input name of the observed variable whose values are given; other observed variables are missing
 * @param output what is answered where no other name is asked for: a discrete variable for the probabilities of its values, a continuous latent one for its
 * posterior mean, [FitInferenceModel.EMBEDDING] for all latent variables as one row of numbers, or, of an [AmortizedFit], an observed variable for its reconstruction
 * @throws ModelException when there are no such variables
 */
public fun Fit.inferenceModel(input: String, output: String): FitInferenceModel {
    val variable = model().get(input)
    ModelException.require(
        variable is RandomVariable && variable.isObserved,
        "'%s' cannot go into a KotlinDL model: it is not observed. Observed are %s",
        input,
        model().observed().map { it.name() },
    )
    return FitInferenceModel(this, variable as RandomVariable, output, null, variable.shape().sizes().map { it.toLong() }.toLongArray())
}

/** A fit as a KotlinDL model; [inferenceModel] makes one. Answers do not change the fit, so several threads may ask. */
public class FitInferenceModel internal constructor(
    private val fit: Fit,
    private val input: RandomVariable,
    private val output: String,
    private val name: String?,
    inputDimensions: LongArray,
) : InferenceModel,
    ModelWithSummary {
    private val answers = Answers(fit)
    private var isOpen = true

    init {
        answers.check(output)
    }

    /** The event shape of the input, or as it was [reshaped][reshape] last. */
    override var inputDimensions: LongArray = inputDimensions.clone()
        get() = field.clone()
        private set

    /**
     * The index of the most probable class.
     *
     * @throws ModelException when the output is no discrete variable
     */
    override fun predict(inputData: FloatArray): Int {
        ModelException.require(answers.isDiscrete(output), "'%s' has no classes: ask for its numbers by predictSoftly", output)
        val probabilities = predictSoftly(inputData, output)
        return probabilities.indices.maxBy { probabilities[it] }
    }

    /**
     * What is answered of one row.
     *
     * @param inputData the values of the input, row-major
     * @param predictionTensorName what is asked for: any of what [inferenceModel] takes; empty for the output
     */
    override fun predictSoftly(inputData: FloatArray, predictionTensorName: String): FloatArray =
        predictSoftly(listOf(inputData), predictionTensorName).single()

    /** The same of many rows at once, which takes little longer than one. */
    public fun predictSoftly(inputData: List<FloatArray>, predictionTensorName: String = ""): List<FloatArray> {
        check(isOpen) { "this model is closed" }
        inputData.forEachIndexed { row, values ->
            ModelException.require(
                values.size == input.shape().size(),
                "'%s' has event shape %s, but row %d has %d numbers",
                input.name(),
                input.shape(),
                row,
                values.size,
            )
        }
        val given = Data.of(input, inputData.size) { row, entry -> inputData[row][entry].toDouble() }
        val others = fit.model().observed().filter { it != input }
        val data = others.fold(given) { all, other -> all.and(Data.of(other, inputData.size) { _, _ -> Double.NaN }) }
        return answers.ask(predictionTensorName.ifEmpty { output }, data)
    }

    /**
     * Says how the same numbers are laid out for callers.
     *
     * @throws ModelException when they are not as many
     */
    override fun reshape(vararg dims: Long) {
        ModelException.require(
            dims.fold(1L, Long::times) == input.shape().size().toLong(),
            "'%s' has event shape %s: it cannot be reshaped to %s",
            input.name(),
            input.shape(),
            dims.toList(),
        )
        inputDimensions = dims
    }

    /**
     * The same fit under another name, to be closed by itself.
     *
     * @param saveOptimizerState must be false: where training stands is kept by checkpoints of the engine
     * @param copyWeights must be true: a fit is its weights
     */
    override fun copy(copiedModelName: String?, saveOptimizerState: Boolean, copyWeights: Boolean): FitInferenceModel {
        ModelException.require(
            copyWeights && !saveOptimizerState,
            "a fit is copied with its weights and without the state of an optimiser: train on from a checkpoint (amortizedVi(resume = …))",
        )
        return FitInferenceModel(fit, input, output, copiedModelName ?: name, inputDimensions)
    }

    /** The networks of the model as KotlinDL's table. */
    override fun summary(): ModelSummary = fit.model().networkSummary(name ?: fit.model().name())

    /** Ends the use of this model, not of the fit. */
    override fun close() {
        isOpen = false
    }

    override fun toString(): String = "${name ?: fit.model().name()}: ${input.name()} → $output"

    public companion object {
        /** Asks for all latent variables of a row as one row of numbers. */
        public const val EMBEDDING: String = "embedding"
    }
}
