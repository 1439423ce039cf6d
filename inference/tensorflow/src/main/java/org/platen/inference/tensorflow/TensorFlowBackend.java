package org.platen.inference.tensorflow;

import org.jspecify.annotations.Nullable;
import org.platen.inference.backend.Compiled;
import org.platen.inference.program.Program;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Trainer;
import org.platen.inference.train.TrainingBackend;
import org.platen.inference.train.TrainingStep;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * Runs programs on TensorFlow, on a GPU where there is one, in float32 unless told otherwise. Applications choose the native library by adding
 * {@code tensorflow-core-native} with a classifier to their class path. All rows of a run are in memory at the same time.
 */
public final class TensorFlowBackend implements TrainingBackend {

    /** So many bytes of training data are kept on the device; larger data are given mini-batch by mini-batch. */
    private static final long LARGEST_RESIDENT = 2L << 30;

    private final Precision precision;
    private final Device device;
    private final int threads;

    /** In float32, on a GPU where there is one, with as many threads as there are processors. */
    public TensorFlowBackend() {
        this(Precision.FLOAT32, Device.auto(), 0);
    }

    private TensorFlowBackend(Precision precision, Device device, int threads) {
        this.precision = precision;
        this.device = device;
        this.threads = threads;
    }

    /** The same with other numbers. */
    public TensorFlowBackend precision(Precision other) {
        return new TensorFlowBackend(other, device, threads);
    }

    /** The same elsewhere. */
    public TensorFlowBackend device(Device other) {
        return new TensorFlowBackend(precision, other, threads);
    }

    /** The same with so many threads for each operation. TensorFlow's threads belong to the process: what is asked for first holds for all. */
    public TensorFlowBackend threads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + number);
        }
        return new TensorFlowBackend(precision, device, number);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException when an operation of the program has no counterpart
     * @throws IllegalStateException when a GPU was asked for and cannot be used; the message says why
     */
    @Override
    public Compiled compile(Program program) {
        Lowerings.check(program);
        TensorFlowProgram compiled = new TensorFlowProgram(program, precision, usable());
        return executor -> new TensorFlowSession(compiled);
    }

    @Override
    public @Nullable String obstacle() {
        try {
            TensorFlow.version();
            return null;
        } catch (LinkageError e) {
            return "TensorFlow's native library is not on the class path: add tensorflow-core-native with the classifier of this machine ("
                    + e.getMessage() + ")";
        }
    }

    @Override
    public Trainer trainer(TrainingStep step, Optimizer optimizer, long seed) {
        return new TensorFlowTrainer(step, optimizer, precision, usable(), LARGEST_RESIDENT, seed);
    }

    private ConfigProto usable() {
        ConfigProto configuration = configuration();
        if (device.kind() == Device.Kind.GPU) {
            GpuCheck.require(device, configuration);
        }
        return configuration;
    }

    /** One operation at a time: passing them between threads costs small programs more than they take, and large operations use all threads themselves. */
    private ConfigProto configuration() {
        GPUOptions.Builder gpu = GPUOptions.newBuilder().setAllowGrowth(true);
        if (device.kind() == Device.Kind.GPU) {
            gpu.setVisibleDeviceList(Integer.toString(device.number()));
        }
        ConfigProto.Builder builder = ConfigProto.newBuilder()
                .setAllowSoftPlacement(true)
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .setGpuOptions(gpu);
        if (device.kind() == Device.Kind.CPU) {
            builder.putDeviceCount("GPU", 0);
        }
        return builder.build();
    }
}
