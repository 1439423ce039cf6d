package org.platen.models.zoo;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.platen.dsl.shape.ModelException;
import org.platen.models.autoregressive.AutoregressiveModels;
import org.platen.models.chain.ChainModels;
import org.platen.models.deep.DeepModels;
import org.platen.models.factor.FactorModels;
import org.platen.models.hierarchical.HierarchicalModels;
import org.platen.models.mixture.MixtureModels;
import org.platen.models.network.NetworkModels;
import org.platen.models.observed.ObservedModels;
import org.platen.models.regression.RegressionModels;

/** All models of the zoo. */
public final class Zoo {

    private static final List<ZooEntry> ENTRIES = Stream.of(
                    ObservedModels.entries(),
                    RegressionModels.entries(),
                    NetworkModels.entries(),
                    AutoregressiveModels.entries(),
                    MixtureModels.entries(),
                    ChainModels.entries(),
                    FactorModels.entries(),
                    HierarchicalModels.entries(),
                    DeepModels.entries())
            .flatMap(List::stream)
            .toList();

    private static final int NEAREST = 3;

    private Zoo() {}

    /** Every entry, family by family. */
    public static List<ZooEntry> entries() {
        return ENTRIES;
    }

    /** @throws ModelException when there is no such entry; the message names the nearest */
    public static ZooEntry find(String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("the zoo has no model '%s'. The nearest are %s."
                        .formatted(
                                name,
                                ENTRIES.stream()
                                        .map(ZooEntry::name)
                                        .sorted(Comparator.comparingInt(other -> distance(name, other)))
                                        .limit(NEAREST)
                                        .collect(Collectors.joining(", ")))));
    }

    /** The fewest letters inserted, dropped or changed to make one of the other (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
