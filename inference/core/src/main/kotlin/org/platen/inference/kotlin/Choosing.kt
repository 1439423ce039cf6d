package org.platen.inference.kotlin

import org.platen.dsl.model.Model
import org.platen.inference.choice.Comparison
import org.platen.inference.choice.Criterion
import org.platen.inference.choice.CrossValidation
import org.platen.inference.choice.ModelSelection
import org.platen.inference.choice.SelectionProgress
import org.platen.inference.data.Data
import org.platen.inference.engine.Engine
import org.platen.inference.fit.LikelihoodFit

/** Fits of the same data beside each other, the best by BIC; see [Comparison.of]. */
public fun compare(vararg fits: LikelihoodFit): Comparison = Comparison.of(*fits)

/** Fits of the same data under names of their own; see [Comparison.of]. */
public fun compare(vararg fits: Pair<String, LikelihoodFit>): Comparison = Comparison.of(linkedMapOf(*fits))

/**
 * Cross-validation; see [CrossValidation].
 *
 * @param folds how many parts the rows are dealt into
 * @param seed equal seeds deal alike
 * @param over the plate whose rows are held out; the only one that comes from the data, if there is just one
 */
public fun crossValidation(folds: Int = 10, seed: Long = 1, over: String = ""): CrossValidation =
    CrossValidation().folds(folds).seed(seed).over(over)

/**
 * Fits the model of every member of a family and chooses the best; see [ModelSelection].
 *
 * @param members what tells the models apart, for example numbers of components
 * @param data bound to any model whose variables have the same names
 * @param engine fits each of them
 * @param criterion by what the best is chosen
 * @param crossValidation how members are cross-validated, when that is the criterion
 * @param threads shared by the members; results do not depend on it
 * @param progress told whenever a member is finished
 * @param family the model of a member
 */
public fun <K : Any> select(
    members: Iterable<K>,
    data: Data,
    engine: Engine = exactEm(),
    criterion: Criterion = Criterion.BIC,
    crossValidation: CrossValidation = CrossValidation(),
    threads: Int = Runtime.getRuntime().availableProcessors(),
    progress: SelectionProgress.Listener = SelectionProgress.Listener { },
    family: (K) -> Model,
): Comparison = ModelSelection(engine)
    .criterion(criterion)
    .crossValidation(crossValidation)
    .threads(threads)
    .progress(progress)
    .fit(members, family, data)
