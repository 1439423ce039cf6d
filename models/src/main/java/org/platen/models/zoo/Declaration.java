package org.platen.models.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.network.Masks;
import org.platen.dsl.shape.Shape;

/**
 * Where a model is declared: a public static method of a class whose source lies beside it on the class path. The documentation of the method, or else of its class, has
 * the model's story in its first {@code <pre>{@code …}</pre>} and its declaration in Kotlin in the second.
 *
 * @param home the class
 * @param method the method that declares the model; its statements need nothing but its parameters and the language
 * @param arguments what the parameters are in the example, as they are written in both Java and Kotlin: {@code 2}, {@code "name"}
 */
public record Declaration(Class<?> home, String method, List<String> arguments) {

    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\\n(.*?)\\n\\s*\\* }</pre>", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);$");
    private static final Pattern MODEL = Pattern.compile("val (\\w+) = model\\(");

    /** What Kotlin declarations use besides the Kotlin face. */
    private static final List<Class<?>> TYPES = List.of(Expr.class, Expressions.class, Masks.class, Shape.class);

    /** The declaration by {@code method} with these arguments. */
    public static Declaration of(Class<?> home, String method, String... arguments) {
        return new Declaration(home, method, List.of(arguments));
    }

    /** Imports and statements that declare the model as {@code model}, in Java. */
    public String java() {
        String source = source();
        Matcher found = method(source);
        String[] parameters = parameters(found);
        String settings = IntStream.range(0, parameters.length)
                .mapToObj(i -> parameters[i] + " = " + arguments.get(i) + ";\n")
                .collect(Collectors.joining());
        String body = found.group("body").stripIndent().strip().replaceFirst("(?m)^return ", "Model model = ");
        String imports = IMPORT.matcher(source)
                .results()
                .filter(line -> Pattern.compile("\\b" + line.group(1) + "\\b")
                        .matcher(body)
                        .find())
                .map(line -> line.group() + "\n")
                .collect(Collectors.joining());
        return imports + "\n" + settings + body + "\n";
    }

    /** Imports and statements that declare the model as a value, in Kotlin. */
    public String kotlin() {
        String[] parameters = parameters(method(source()));
        String settings = IntStream.range(0, parameters.length)
                .mapToObj(i -> "val " + parameters[i].replaceAll(".* ", "") + " = " + arguments.get(i) + "\n")
                .collect(Collectors.joining());
        String body = block(1);
        String imports = TYPES.stream()
                .filter(type -> Pattern.compile("\\b" + type.getSimpleName() + "\\b")
                        .matcher(body)
                        .find())
                .map(type -> "import " + type.getName() + "\n")
                .collect(Collectors.joining());
        return imports + "import org.platen.dsl.kotlin.*\n\n" + settings + body + "\n";
    }

    /** {@link #kotlin} as a script: the model is its last line. */
    public String script() {
        String declared = kotlin();
        String name = MODEL.matcher(declared)
                .results()
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalStateException(home + " declares no model in Kotlin"))
                .group(1);
        return declared + name + "\n";
    }

    /** The story in the documentation; of a declaration with a parameter {@code name}, under the name in the arguments. */
    public String story() {
        int name = List.of(parameters(method(source()))).indexOf("String name");
        String told = block(0);
        return name < 0
                ? told
                : told.replaceFirst("^[\\w-]+", arguments.get(name).replace("\"", ""));
    }

    private String block(int number) {
        String source = source();
        String before = source.substring(0, method(source).start());
        String ofMethod = before.substring(before.lastIndexOf("/**"));
        String documentation = BLOCK.matcher(ofMethod).find() ? ofMethod : source.substring(source.indexOf("/**"));
        return BLOCK.matcher(documentation)
                .results()
                .skip(number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(home + " has no documentation " + number))
                .group(1)
                .replaceAll("(?m)^\\s*\\* ?", "");
    }

    private Matcher method(String source) {
        Matcher found = Pattern.compile(
                        "    public static Model " + method
                                + "\\((?<parameters>[^)]*)\\) \\{\\n(?<body>.*?)\\n    }\\n",
                        Pattern.DOTALL)
                .matcher(source);
        if (!found.find()) {
            throw new IllegalStateException(home + " has no method " + method);
        }
        return found;
    }

    private String[] parameters(Matcher found) {
        String parameters = found.group("parameters").strip();
        String[] each = parameters.isEmpty() ? new String[0] : parameters.split(",\\s*");
        if (each.length != arguments.size()) {
            throw new IllegalStateException(home + "." + method + " takes " + List.of(each) + ", not " + arguments);
        }
        return each;
    }

    private String source() {
        String file = home.getSimpleName() + ".java";
        try (InputStream stream = home.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the source " + file + " is not beside its class");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
