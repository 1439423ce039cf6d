// Eight schools (Rubin 1981), to be fitted by any engine: platen fit schools.platen.kts --data schools.csv --engine nuts
study(
    model("eight schools") {
        val school = plate("school")
        val error by school.given()
        val mu by latent(normal(0, 5))
        val tau by latent(halfCauchy(5))
        val theta by school.latent(normal(mu, tau)).nonCentred()
        val effect by school.observed(normal(theta, error))
    },
)
