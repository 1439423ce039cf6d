"""Opens a file written by org.platen.inference.posterior.InferenceData in ArviZ: prints its groups, a summary, and PSIS-LOO where it has log likelihoods."""

import sys
import warnings

warnings.simplefilter("ignore")

import arviz as az

if __name__ == "__main__":
    data = az.from_json(sys.argv[1])
    for group in data.groups():
        print(group, {name: dict(variable.sizes) for name, variable in data[group].data_vars.items()})
    print(az.summary(data).to_string())
    if "log_likelihood" in data.groups():
        for name in data.log_likelihood.data_vars:
            print(az.loo(data, var_name=name))
