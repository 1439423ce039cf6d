package org.platen.inference.tensorflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Whether a GPU that is asked for can be used, and if not, why. */
final class GpuCheck {

    private static final String NATIVE = "org/tensorflow/internal/c_api/";

    /** What TensorFlow 2.18 opens when it first uses a GPU. */
    private static final List<String> LIBRARIES = List.of(
            "libcudart.so.12",
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcufft.so.11",
            "libcusolver.so.11",
            "libcusparse.so.12",
            "libcudnn.so.9");

    private static final Set<Device> USABLE = ConcurrentHashMap.newKeySet();

    private GpuCheck() {}

    /**
     * Computes a sum there, once.
     *
     * @throws IllegalStateException when that fails
     */
    static void require(Device device, ConfigProto configuration) {
        if (USABLE.contains(device)) {
            return;
        }
        ConfigProto there =
                configuration.toBuilder().setAllowSoftPlacement(false).build();
        try (Graph graph = new Graph();
                Session session = new Session(graph, there)) {
            Ops tf = Ops.create(graph)
                    .withDevice(DeviceSpec.newBuilder()
                            .deviceType(DeviceSpec.DeviceType.GPU)
                            .deviceIndex(0)
                            .build());
            Operand<TFloat32> sum = tf.math.add(tf.constant(1f), tf.constant(2f));
            session.runner().fetch(sum).run().close();
            USABLE.add(device);
        } catch (RuntimeException e) {
            throw new IllegalStateException("GPU " + device.number() + " cannot be used: " + reason(), e);
        }
    }

    private static String reason() {
        ClassLoader loader = TensorFlow.class.getClassLoader();
        if (loader.getResource(NATIVE + "linux-x86_64-gpu") == null) {
            return "TensorFlow's native library is the one for processors. Take tensorflow-core-native with the classifier"
                    + " linux-x86_64-gpu instead (in lib/ beside platen.jar, or on the class path), or another device";
        }
        if (!isThere("libcuda.so.1")) {
            return "the NVIDIA driver (libcuda.so.1) was not found";
        }
        List<String> missing =
                LIBRARIES.stream().filter(library -> !isThere(library)).toList();
        return missing.isEmpty()
                ? "the driver and CUDA's libraries were found, but there is no such device or it failed"
                : "these libraries were not found: " + String.join(", ", missing)
                        + ". Install CUDA 12 and cuDNN 9, and name their folders in LD_LIBRARY_PATH";
    }

    private static boolean isThere(String library) {
        List<Path> folders = new ArrayList<>(
                List.of(Path.of("/usr/lib/x86_64-linux-gnu"), Path.of("/usr/lib64"), Path.of("/usr/local/cuda/lib64")));
        String more = System.getenv("LD_LIBRARY_PATH");
        if (more != null) {
            for (String folder : more.split(":")) {
                folders.add(Path.of(folder));
            }
        }
        return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(library))) || isCached(library);
    }

    /** Whether the dynamic linker knows it from elsewhere. */
    private static boolean isCached(String library) {
        try {
            String cache = Files.readString(Path.of("/etc/ld.so.cache"), StandardCharsets.ISO_8859_1);
            return cache.contains(library + '\0');
        } catch (IOException e) {
            return false;
        }
    }
}
