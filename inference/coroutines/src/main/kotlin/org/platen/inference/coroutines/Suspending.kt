package org.platen.inference.coroutines

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import org.platen.dsl.model.Model
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine
import org.platen.inference.fit.Fit
import org.platen.inference.mcmc.Nuts
import org.platen.inference.mcmc.NutsFit
import org.platen.inference.vi.MeanFieldVi
import org.platen.inference.vi.VariationalFit

/**
 * This model fitted to [data] by [engine], off the caller's thread. Cancelling the coroutine ends the fit at the end of the iteration it is in; what it has
 * reached is kept where the engine writes checkpoints.
 *
 * @throws org.platen.dsl.shape.ModelException when the data do not fit the model, or the model does not suit the engine
 */
public suspend fun Model.fit(data: Data, engine: Engine): Fit = aside { engine.fit(this, data) }

/** This model fitted to [data] by exact EM; see [fit]. */
public suspend fun Model.fit(data: Data, engine: ExactEm): EmFit = aside { engine.fit(this, data) }

/** This model fitted to [data] by variational inference; see [fit]. */
public suspend fun Model.fit(data: Data, engine: MeanFieldVi): VariationalFit = aside { engine.fit(this, data) }

/** This model fitted to [data] by the No-U-Turn sampler; see [fit]. */
public suspend fun Model.fit(data: Data, engine: Nuts): NutsFit = aside { engine.fit(this, data) }

/** This model fitted to [data] by amortised variational inference; see [fit]. */
public suspend fun Model.fit(data: Data, engine: AmortizedVi): AmortizedFit = aside { engine.fit(this, data) }

/** Engines watch for interruption of the thread that called them. */
internal suspend fun <F> aside(fit: () -> F): F = runInterruptible(Dispatchers.Default) { fit() }
