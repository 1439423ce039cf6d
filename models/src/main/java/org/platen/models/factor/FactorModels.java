package org.platen.models.factor;

import static org.platen.models.zoo.Family.FACTOR;

import java.util.List;
import java.util.function.Supplier;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.ZooEntry;

/** The entries of models with continuous latent vectors. */
public final class FactorModels {

    private FactorModels() {}

    /** Normal observations before others. */
    public static List<ZooEntry> entries() {
        return List.of(
                entry(
                        "pca",
                        "Principal component analysis as the limit of little noise",
                        "Roweis 1998, section 3; Iris (Anderson 1935)",
                        Declaration.of(PrincipalComponents.class, "limit", "4", "2", "0.1"),
                        PrincipalComponents::limitExample),
                entry(
                        "ppca",
                        "Probabilistic principal component analysis",
                        "Tipping and Bishop 1999, equation 6; Iris (Anderson 1935)",
                        Declaration.of(PrincipalComponents.class, "probabilistic", "4", "1"),
                        PrincipalComponents::probabilisticExample),
                entry(
                        "bayesian-pca",
                        "Bayesian PCA with relevance determination",
                        "Bishop 1999, equation 7",
                        Declaration.of(PrincipalComponents.class, "relevant", "4", "2"),
                        PrincipalComponents::relevantExample),
                entry(
                        "factor-analysis",
                        "Factor analysis",
                        "Rubin and Thayer 1982",
                        Declaration.of(FactorAnalysis.class, "of", "4", "1"),
                        FactorAnalysis::example),
                entry(
                        "mixture-of-factor-analysers",
                        "Mixture of factor analysers",
                        "Ghahramani and Hinton 1996",
                        Declaration.of(FactorAnalysis.class, "mixture", "2", "3", "1"),
                        FactorAnalysis::mixtureExample),
                entry(
                        "gaussian-matrix-factorisation",
                        "Factorisation of ratings with gaps",
                        "Mnih and Salakhutdinov 2007, section 2",
                        Declaration.of(MatrixFactorisation.class, "gaussian", "1"),
                        MatrixFactorisation::gaussianExample),
                entry(
                        "poisson-matrix-factorisation",
                        "Factorisation of counts by positive factors",
                        "Gopalan, Hofman and Blei 2015",
                        Declaration.of(MatrixFactorisation.class, "poissonCounts", "2"),
                        MatrixFactorisation::poissonExample),
                entry(
                        "item-response",
                        "Two-parameter item response model",
                        "Birnbaum 1968",
                        Declaration.of(ItemResponse.class, "twoParameters"),
                        ItemResponse::twoParametersExample));
    }

    private static ZooEntry entry(
            String name, String title, String source, Declaration declaration, Supplier<Example> example) {
        return new ZooEntry(name, title, FACTOR, source, declaration, example);
    }
}
