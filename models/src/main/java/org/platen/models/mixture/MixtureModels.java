package org.platen.models.mixture;

import static org.platen.models.zoo.Family.MIXTURE;

import java.util.List;
import java.util.function.Supplier;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.ZooEntry;

/** The entries of mixtures. */
public final class MixtureModels {

    private MixtureModels() {}

    /** Continuous components before discrete ones. */
    public static List<ZooEntry> entries() {
        return List.of(
                entry(
                        "gaussian-mixture",
                        "Mixture of Normals, a full covariance for each cluster",
                        "Bishop 2006, section 9.2; Old Faithful (Azzalini and Bowman 1990)",
                        Declaration.of(GaussianMixture.class, "full", "\"gaussian-mixture\"", "2", "2"),
                        GaussianMixture::fullExample),
                entry(
                        "gaussian-mixture-tied",
                        "Mixture of Normals, one covariance for all clusters",
                        "Fraley and Raftery 2002; Old Faithful (Azzalini and Bowman 1990)",
                        Declaration.of(GaussianMixture.class, "tied", "2", "2"),
                        GaussianMixture::tiedExample),
                entry(
                        "gaussian-mixture-diagonal",
                        "Mixture of Normals, columns independent within a cluster",
                        "Fraley and Raftery 2002; galaxies (Roeder 1990)",
                        Declaration.of(GaussianMixture.class, "diagonal", "3", "1"),
                        GaussianMixture::diagonalExample),
                entry(
                        "gaussian-mixture-spherical",
                        "Mixture of Normals, round clusters",
                        "Fraley and Raftery 2002",
                        Declaration.of(GaussianMixture.class, "spherical", "2", "2"),
                        GaussianMixture::sphericalExample),
                entry(
                        "gaussian-mixture-posterior",
                        "Mixture of Normals with priors",
                        "Bishop 2006, section 10.2",
                        Declaration.of(GaussianMixture.class, "posterior", "2", "2"),
                        GaussianMixture::posteriorExample),
                entry(
                        "dirichlet-process-mixture",
                        "Dirichlet-process mixture of Normals by truncated stick breaking",
                        "Blei and Jordan 2006, section 3",
                        Declaration.of(DirichletProcessMixture.class, "of", "6"),
                        DirichletProcessMixture::example),
                entry(
                        "student-t-mixture",
                        "Mixture of multivariate Student t distributions",
                        "Peel and McLachlan 2000, section 3",
                        Declaration.of(StudentMixture.class, "of", "2", "2", "4.0"),
                        StudentMixture::example),
                entry(
                        "regression-mixture",
                        "Mixture of linear regressions",
                        "Leisch 2004, section 2",
                        Declaration.of(RegressionMixture.class, "of", "2", "1"),
                        RegressionMixture::example),
                entry(
                        "poisson-mixture",
                        "Mixture of Poissons",
                        "Zucchini and MacDonald 2009, section 1.2, with its earthquakes",
                        Declaration.of(CountMixture.class, "poissonComponents", "3"),
                        CountMixture::poissonExample),
                entry(
                        "zero-inflated-poisson",
                        "Counts with more zeros than a Poisson has",
                        "Lambert 1992, section 2",
                        Declaration.of(CountMixture.class, "zeroInflatedCounts"),
                        CountMixture::zeroInflatedExample),
                entry(
                        "latent-class",
                        "Latent class analysis of yes and no answers",
                        "Linzer and Lewis 2011, equation 1; law school admission test (Bock and Lieberman 1970)",
                        Declaration.of(LatentClass.class, "of", "2", "5"),
                        LatentClass::example),
                entry(
                        "mixed-mixture",
                        "Mixture with columns of different kinds and missing cells",
                        "Everitt 1988",
                        Declaration.of(MixedMixture.class, "of", "2", "3"),
                        MixedMixture::example),
                entry(
                        "semi-supervised-naive-bayes",
                        "Multinomial naive Bayes with unlabelled rows",
                        "Nigam et al. 2000, equation 5",
                        Declaration.of(PartlyLabelled.class, "of", "2", "5", "15"),
                        PartlyLabelled::example),
                entry(
                        "dawid-skene",
                        "Annotators of different skill",
                        "Dawid and Skene 1979, section 2",
                        Declaration.of(Annotators.class, "dawidSkene", "4", "2"),
                        Annotators::example),
                entry(
                        "latent-dirichlet-allocation",
                        "Topics of documents",
                        "Blei, Ng and Jordan 2003, section 3",
                        Declaration.of(TopicModel.class, "of", "2", "6"),
                        TopicModel::example));
    }

    private static ZooEntry entry(
            String name, String title, String source, Declaration declaration, Supplier<Example> example) {
        return new ZooEntry(name, title, MIXTURE, source, declaration, example);
    }
}
