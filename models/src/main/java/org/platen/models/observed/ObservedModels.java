package org.platen.models.observed;

import static org.platen.models.zoo.Family.OBSERVED;

import java.util.List;
import java.util.function.Supplier;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.ZooEntry;

/** The entries of fully observed models. */
public final class ObservedModels {

    private ObservedModels() {}

    /** In the order of their complexity. */
    public static List<ZooEntry> entries() {
        return List.of(
                entry(
                        "gaussian",
                        "Normal numbers, by maximum likelihood",
                        "Bishop 2006, section 2.3.4",
                        Declaration.of(Gaussian.class, "maximumLikelihood"),
                        Gaussian::maximumLikelihoodExample),
                entry(
                        "gaussian-posterior",
                        "Normal numbers, with conjugate priors of mean and precision",
                        "Bishop 2006, section 2.3.6",
                        Declaration.of(Gaussian.class, "posterior"),
                        Gaussian::posteriorExample),
                entry(
                        "multivariate-gaussian",
                        "Normal vectors, by maximum likelihood",
                        "Bishop 2006, section 2.3.4",
                        Declaration.of(MultivariateGaussian.class, "maximumLikelihood", "2"),
                        MultivariateGaussian::maximumLikelihoodExample),
                entry(
                        "multivariate-gaussian-posterior",
                        "Normal vectors, with priors of mean and covariance",
                        "Gelman et al. 2013, section 3.6",
                        Declaration.of(MultivariateGaussian.class, "posterior", "2"),
                        MultivariateGaussian::posteriorExample),
                entry(
                        "bernoulli",
                        "Successes and failures, by maximum likelihood",
                        "Bishop 2006, section 2.1",
                        Declaration.of(Coin.class, "maximumLikelihood"),
                        Coin::maximumLikelihoodExample),
                entry(
                        "bernoulli-posterior",
                        "Successes and failures, with a uniform prior",
                        "Bayes 1763; Bishop 2006, section 2.1.1",
                        Declaration.of(Coin.class, "posterior"),
                        Coin::posteriorExample),
                entry(
                        "categorical",
                        "Categories, by maximum likelihood",
                        "Bishop 2006, section 2.2",
                        Declaration.of(Die.class, "maximumLikelihood", "4"),
                        Die::maximumLikelihoodExample),
                entry(
                        "categorical-posterior",
                        "Categories, with a uniform prior",
                        "Bishop 2006, section 2.2.1",
                        Declaration.of(Die.class, "posterior", "4"),
                        Die::posteriorExample),
                entry(
                        "markov-chain",
                        "Markov chain of observed states, many series",
                        "Anderson and Goodman 1957, section 2",
                        Declaration.of(MarkovChain.class, "of", "3"),
                        MarkovChain::example),
                entry(
                        "naive-bayes",
                        "Gaussian naive Bayes",
                        "Bishop 2006, section 8.2.2; Iris (Anderson 1935)",
                        Declaration.of(NaiveBayes.class, "gaussian", "3", "4"),
                        NaiveBayes::gaussianExample));
    }

    private static ZooEntry entry(
            String name, String title, String source, Declaration declaration, Supplier<Example> example) {
        return new ZooEntry(name, title, OBSERVED, source, declaration, example);
    }
}
