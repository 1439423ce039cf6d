package org.platen.columnar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.platen.dsl.shape.ModelException;

/** Walks the elements of a schema, which stand in depth-first order: each group says how many children follow it. */
final class ParquetSchema {

    private static final int DEEPEST = 100;

    private final List<SchemaElement> elements;
    private final Map<String, ParquetColumn> columns = new LinkedHashMap<>();
    private int at = 1;
    private int leaves;

    private ParquetSchema(List<SchemaElement> elements) {
        this.elements = elements;
    }

    /** The columns by name. */
    static Map<String, ParquetColumn> columns(Path file, List<SchemaElement> elements) throws IOException {
        ParquetSchema schema = new ParquetSchema(elements);
        int count = elements.get(0).getNum_children();
        for (int i = 0; i < count; i++) {
            ParquetColumn column = schema.column();
            ModelException.require(
                    schema.columns.put(column.name(), column) == null,
                    "%s has two columns '%s': rename one of them",
                    file.getFileName(),
                    column.name());
        }
        return schema.columns;
    }

    private ParquetColumn column() throws IOException {
        SchemaElement top = elements.get(at);
        int chunk = leaves;
        if (!isGroup(top)) {
            at++;
            leaves++;
            return leaf(List.of(top), chunk);
        }
        List<SchemaElement> chain = chain(top);
        skip(0);
        boolean list = top.getConverted_type() == ConvertedType.LIST
                || top.isSetLogicalType() && top.getLogicalType().isSetLIST();
        if (list && !chain.isEmpty()) {
            return leaf(chain, chunk);
        }
        boolean map = top.getConverted_type() == ConvertedType.MAP
                || top.isSetLogicalType() && top.getLogicalType().isSetMAP();
        String what = list ? "lists of lists or structs" : map ? "maps" : "structs";
        return new ParquetColumn(top.getName(), chunk, Holding.neither(what), null);
    }

    private static boolean isGroup(SchemaElement element) {
        return !element.isSetType();
    }

    /** A group, its only child and so on to the values, if each has one child and one of them is repeated; else nothing. */
    private List<SchemaElement> chain(SchemaElement top) {
        List<SchemaElement> chain = new ArrayList<>(List.of(top));
        for (int next = at + 1; isGroup(chain.get(chain.size() - 1)); next++) {
            if (chain.get(chain.size() - 1).getNum_children() != 1) {
                return List.of();
            }
            chain.add(elements.get(next));
        }
        return chain.stream().filter(ParquetSchema::isRepeated).count() == 1 ? chain : List.of();
    }

    private static boolean isRepeated(SchemaElement element) {
        return element.getRepetition_type() == FieldRepetitionType.REPEATED;
    }

    private void skip(int depth) throws IOException {
        if (depth == DEEPEST) {
            throw new IOException("its columns are nested more than " + DEEPEST + " deep");
        }
        SchemaElement element = elements.get(at++);
        if (!isGroup(element)) {
            leaves++;
            return;
        }
        for (int child = 0; child < element.getNum_children(); child++) {
            skip(depth + 1);
        }
    }

    private ParquetColumn leaf(List<SchemaElement> chain, int chunk) {
        int level = 0;
        int elementLevel = 0;
        int listLevel = 0;
        for (SchemaElement element : chain) {
            if (isRepeated(element)) {
                listLevel = level;
                elementLevel = level + 1;
            }
            if (element.getRepetition_type() != FieldRepetitionType.REQUIRED) {
                level++;
            }
        }
        SchemaElement last = chain.get(chain.size() - 1);
        String[] path = chain.stream().map(SchemaElement::getName).toArray(String[]::new);
        PrimitiveType type = new PrimitiveType(
                Repetition.valueOf(last.getRepetition_type().name()),
                PrimitiveTypeName.valueOf(typeName(last)),
                last.getType_length(),
                last.getName());
        ParquetValue value = ParquetValue.of(last);
        ColumnDescriptor descriptor = new ColumnDescriptor(path, type, elementLevel > 0 ? 1 : 0, level);
        return new ParquetColumn(
                chain.get(0).getName(),
                chunk,
                elementLevel > 0 ? Holding.listOf(value.holding()) : value.holding(),
                new ParquetColumn.Leaf(descriptor, value, elementLevel, listLevel));
    }

    /** The format says BYTE_ARRAY where its library says BINARY. */
    private static String typeName(SchemaElement element) {
        String name = element.getType().name();
        return name.equals("BYTE_ARRAY") ? "BINARY" : name;
    }
}
