// A mixture of the eruptions of Old Faithful: platen run faithful.platen.kts --out faithful.platen
import org.platen.models.data.Tables

val clusters = arguments.firstOrNull()?.toInt() ?: 2

val mixture = model("old-faithful") {
    val cluster = plate("cluster", clusters)
    val row = plate("row")
    val weights by parameter(simplex(cluster))
    val mean by cluster.parameter(real(2))
    val covariance by cluster.parameter(positiveDefinite(2))
    val z by row.latent(categorical(weights))
    val x by row.observed(multivariateNormal(mean[z], covariance[z]))
}

val eruptions = Data.csv(Tables.OLD_FAITHFUL.open(), "old-faithful.csv").columns("eruptions", "waiting")
val fit = mixture.fit(eruptions.into(mixture["x"]), exactEm(seed = seed, threads = threads, progress = progress, cancelledBy = cancellation))
println(fit.summary())
println("Saved: ${save(fit)}")
