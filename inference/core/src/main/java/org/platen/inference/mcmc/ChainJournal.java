package org.platen.inference.mcmc;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Data;

/** Where all chains of a fit stand, and the file that is told of it. For the threads that run them. */
final class ChainJournal {

    private final Keeping keeping;
    private final Map<String, Saved> standings = new TreeMap<>();
    private final long[] told;
    private final long every;

    /** The number of draws is not part of what must be the same, so that there may be more of them. */
    static ChainJournal of(Model model, Data data, NutsOptions options) {
        return new ChainJournal(
                new Keeping(
                        options.files(),
                        () -> FitIdentity.of("Nuts", model)
                                .with("fingerprint of the data", data.fingerprint())
                                .with("chains", options.chains())
                                .with("iterations of the warm-up", options.warmup())
                                .with("target acceptance", options.targetAcceptance())
                                .with("greatest depth", options.maxTreeDepth())
                                .with("dense metric", options.denseMetric())
                                .with("seed", options.control().seed())),
                options);
    }

    private ChainJournal(Keeping keeping, NutsOptions options) {
        this.keeping = keeping;
        this.every = options.files().every().toNanos();
        this.told = new long[options.chains()];
        Arrays.fill(told, System.nanoTime());
        Saved before = keeping.resumedNumbers();
        if (before != null) {
            standings.putAll(before.parts());
        }
    }

    /** Where a chain stood when the fit was stopped; null when it was not begun. */
    synchronized @Nullable Saved before(int chain) {
        return standings.get(name(chain));
    }

    private static String name(int chain) {
        return "chain " + (chain + 1);
    }

    /** A chain has come an iteration further. */
    void reached(int chain, ChainRun run) {
        if (keeping.writes() && System.nanoTime() - told[chain] >= every) {
            write(chain, run);
        }
    }

    /** Writes where a chain stands, when that is to be kept. */
    synchronized void write(int chain, ChainRun run) {
        if (keeping.writes()) {
            standings.put(name(chain), run.saved());
            Saved all = new Saved();
            standings.forEach(all::put);
            keeping.writeNumbers(() -> all);
            told[chain] = System.nanoTime();
        }
    }
}
