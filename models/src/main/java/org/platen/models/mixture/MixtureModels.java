package org.platen.models.mixture;

import static org.platen.models.zoo.Family.MIXTURE;

import java.util.List;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.ZooEntry;

/** The entries of mixtures. */
public final class MixtureModels {

    private MixtureModels() {}

    /** Continuous components before discrete ones. */
    public static List<ZooEntry> entries() {
        return List.of(new ZooEntry(
                "gaussian-mixture",
                "Mixture of Normals, a full covariance for each cluster",
                MIXTURE,
                "Bishop 2006, section 9.2; Old Faithful (Azzalini and Bowman 1990)",
                Declaration.of(GaussianMixture.class, "full", "\"gaussian-mixture\"", "2", "2"),
                GaussianMixture::fullExample));
    }
}
