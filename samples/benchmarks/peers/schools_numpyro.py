"""Times NumPyro on the eight schools in their non-centred form: 4 chains of 1000 iterations of warm-up and 1000 draws, vectorised. Prints one JSON object.

Compilation is apart: the first run makes it.
"""

import argparse
import json
import statistics
import time

import jax
import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

jax.config.update("jax_enable_x64", True)
EFFECTS = jnp.array([28.0, 8, -3, 7, -1, 1, 18, 12])
ERRORS = jnp.array([15.0, 10, 16, 11, 9, 11, 10, 18])


def schools():
    mu = numpyro.sample("mu", dist.Normal(0, 5))
    tau = numpyro.sample("tau", dist.HalfCauchy(5))
    with numpyro.plate("school", 8):
        z = numpyro.sample("z", dist.Normal(0, 1))
        numpyro.sample("y", dist.Normal(mu + tau * z, ERRORS), obs=EFFECTS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fits", type=int, default=10)
    options = parser.parse_args()
    mcmc = MCMC(NUTS(schools), num_warmup=1000, num_samples=1000, num_chains=4, chain_method="vectorized", progress_bar=False)
    seconds = []
    for number in range(options.fits + 1):
        began = time.perf_counter()
        mcmc.run(jax.random.PRNGKey(number), extra_fields=("num_steps", "diverging"))
        mu = float(mcmc.get_samples()["mu"].mean())
        seconds.append(time.perf_counter() - began)
    print(
        json.dumps(
            {
                "seconds": statistics.median(seconds[1:]),
                "fastest": min(seconds[1:]),
                "firstSeconds": seconds[0],
                "leapfrogSteps": int(mcmc.get_extra_fields()["num_steps"].sum()),
                "divergences": int(mcmc.get_extra_fields()["diverging"].sum()),
                "mu": mu,
                "tau": float(mcmc.get_samples()["tau"].mean()),
            }
        )
    )


if __name__ == "__main__":
    main()
