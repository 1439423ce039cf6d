package org.platen.models.chain;

import static org.platen.models.zoo.Family.CHAIN;

import java.util.List;
import java.util.function.Supplier;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.ZooEntry;

/** The entries of hidden Markov and state-space models. */
public final class ChainModels {

    private ChainModels() {}

    /** Discrete states before continuous ones. */
    public static List<ZooEntry> entries() {
        return List.of(
                entry(
                        "poisson-hmm",
                        "Hidden Markov model of counts",
                        "Zucchini and MacDonald 2009, section 4.2, with its earthquakes",
                        Declaration.of(HiddenMarkov.class, "poissonCounts", "2"),
                        HiddenMarkov::poissonExample),
                entry(
                        "poisson-hmm-stationary",
                        "Hidden Markov model of counts with a stationary start",
                        "Zucchini and MacDonald 2009, section 3.1, with its earthquakes",
                        Declaration.of(HiddenMarkov.class, "stationaryCounts", "3"),
                        HiddenMarkov::stationaryExample),
                entry(
                        "gaussian-hmm",
                        "Hidden Markov model of numbers, several series, with priors",
                        "Rabiner 1989, section IV",
                        Declaration.of(HiddenMarkov.class, "gaussian", "2"),
                        HiddenMarkov::gaussianExample),
                entry(
                        "categorical-hmm",
                        "Hidden Markov model of symbols, with priors",
                        "Rabiner 1989, section II",
                        Declaration.of(HiddenMarkov.class, "categories", "2", "3"),
                        HiddenMarkov::categoricalExample),
                entry(
                        "autoregressive-hmm",
                        "Autoregression that switches with a hidden state",
                        "Hamilton 1989",
                        Declaration.of(SwitchingRegression.class, "autoregressive", "2"),
                        SwitchingRegression::autoregressiveExample),
                entry(
                        "driven-hmm",
                        "Hidden Markov model whose transitions depend on a covariate",
                        "Diebold, Lee and Weinbach 1994",
                        Declaration.of(SwitchingRegression.class, "drivenTransitions", "2"),
                        SwitchingRegression::drivenExample),
                entry(
                        "local-level",
                        "Local level with a diffuse start",
                        "Durbin and Koopman 2012, section 2.1; Nile (Cobb 1978)",
                        Declaration.of(StateSpace.class, "localLevel"),
                        StateSpace::levelExample),
                entry(
                        "local-linear-trend",
                        "Local linear trend",
                        "Durbin and Koopman 2012, section 3.2.1",
                        Declaration.of(StateSpace.class, "localTrend"),
                        StateSpace::trendExample),
                entry(
                        "seasonal",
                        "Local level with a seasonal pattern",
                        "Durbin and Koopman 2012, section 3.2.2",
                        Declaration.of(StateSpace.class, "seasonal"),
                        StateSpace::seasonalExample),
                entry(
                        "linear-state-space",
                        "Linear state space with all matrices unknown",
                        "Ghahramani and Hinton 1996",
                        Declaration.of(StateSpace.class, "linear", "2", "4"),
                        StateSpace::linearExample));
    }

    private static ZooEntry entry(
            String name, String title, String source, Declaration declaration, Supplier<Example> example) {
        return new ZooEntry(name, title, CHAIN, source, declaration, example);
    }
}
