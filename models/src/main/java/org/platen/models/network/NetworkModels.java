package org.platen.models.network;

import static org.platen.models.zoo.Family.NETWORK;

import java.util.List;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.ZooEntry;

/** The entries of Bayesian networks. */
public final class NetworkModels {

    private NetworkModels() {}

    /** From the fewest independences to a graph of causes. */
    public static List<ZooEntry> entries() {
        return List.of(
                new ZooEntry(
                        "full-table",
                        "Three binary variables, each given all before it",
                        NETWORK,
                        "Stanford CS 236 notes, Autoregressive models",
                        Declaration.of(BinaryJoint.class, "full"),
                        BinaryJoint::fullExample),
                new ZooEntry(
                        "binary-chain",
                        "Three binary variables, each given the one before it",
                        NETWORK,
                        "Stanford CS 236 notes, Autoregressive models",
                        Declaration.of(BinaryJoint.class, "chain"),
                        BinaryJoint::chainExample),
                new ZooEntry(
                        "asia",
                        "The chest clinic, a network of eight causes and symptoms",
                        NETWORK,
                        "Lauritzen and Spiegelhalter 1988, section 2",
                        Declaration.of(Asia.class, "learned"),
                        Asia::learnedExample));
    }
}
