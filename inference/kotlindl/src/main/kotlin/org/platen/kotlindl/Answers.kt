package org.platen.kotlindl

import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.data.Data
import org.platen.inference.fit.Fit
import org.platen.inference.fit.Tensor

/** What a fit says of rows, by the name of what is asked for. */
internal class Answers(private val fit: Fit) {
    /** @throws ModelException when the fit has no answer of this name */
    fun check(name: String) {
        if (name != FitInferenceModel.EMBEDDING) {
            answer(name)
        }
    }

    fun isDiscrete(name: String): Boolean = name != FitInferenceModel.EMBEDDING && classes(fit.model().get(name))

    /** A row of numbers for each row of [data]. */
    fun ask(name: String, data: Data): List<FloatArray> {
        if (name == FitInferenceModel.EMBEDDING) {
            return fit.embed(data).rows().map(::floats)
        }
        val tensor = answer(name)(data)
        return List(tensor.dims()[0]) { floats(tensor.row(it)) }
    }

    private fun answer(name: String): (Data) -> Tensor {
        val variable = fit.model().get(name)
        ModelException.require(
            variable is RandomVariable && (!variable.isObserved || classes(variable) || fit is AmortizedFit),
            "'%s' is not answered: ask for a latent variable, for '%s', or, of a fit of amortizedVi, for an observed variable's reconstruction",
            name,
            FitInferenceModel.EMBEDDING,
        )
        return when {
            classes(variable) -> { data -> fit.responsibilities(variable, data) }
            (variable as RandomVariable).isObserved -> { data -> (fit as AmortizedFit).reconstruct(name, data) }
            else -> { data -> fit.posteriorMean(variable, data) }
        }
    }

    private fun classes(variable: Variable): Boolean =
        variable is RandomVariable && variable.isDiscrete && (!variable.isObserved || variable in fit.model().guide().factors())

    private fun floats(values: DoubleArray) = FloatArray(values.size) { values[it].toFloat() }
}
