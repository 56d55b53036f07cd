using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>A list, of whatever kind of collection the type asks for.</summary>
internal sealed class ListShape : OutputShape
{
    private readonly Type _element;

    /// <param name="type">The array or collection to make.</param>
    /// <param name="element">Type of an item as the collection declares it.</param>
    /// <param name="item">What an item is.</param>
    public ListShape(Type type, Type element, OutputSlot item)
    {
        Type = type;
        _element = element;
        Item = item;
    }

    /// <summary>object[] of what the item's shape gives.</summary>
    public ListShape(OutputSlot item)
        : this(typeof(object[]), typeof(object), item)
    {
    }

    public override Type Type { get; }

    public OutputSlot Item { get; }

    public override Dictionary<string, object?> Schema(SchemaScope scope)
    {
        Dictionary<string, object?> schema = new() { ["type"] = "array", ["items"] = Item.Schema(scope) };
        if (IsSet)
        {
            schema["uniqueItems"] = true;
        }

        return schema;
    }

    private bool IsSet => Type.IsGenericType && Type.GetGenericTypeDefinition() is Type open
        && (open == typeof(HashSet<>) || open == typeof(ISet<>) || open == typeof(SortedSet<>));

    public override object? Read(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw new ShapeException(path, "is not an array");
        }

        Array items = Array.CreateInstance(_element, value.GetArrayLength());
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            items.SetValue(Item.Read(item, string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", path, index)), index);
            index++;
        }

        return Type.IsAssignableFrom(items.GetType()) ? items : Fill(items);
    }

    private object Fill(Array items)
    {
        Type type = Type.IsInterface ? typeof(HashSet<>).MakeGenericType(_element) : Type;
        if (type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(_element)]) is ConstructorInfo fromItems)
        {
            return fromItems.Invoke([items]);
        }

        object list = Activator.CreateInstance(type)!;
        if (list is IList untyped)
        {
            foreach (object? item in items)
            {
                untyped.Add(item);
            }

            return list;
        }

        MethodInfo add = typeof(ICollection<>).MakeGenericType(_element).GetMethod("Add")!;
        foreach (object? item in items)
        {
            add.Invoke(list, [item]);
        }

        return list;
    }
}
