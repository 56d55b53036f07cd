using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace BedrockPS.Protocol;

/// <summary>
/// Checks values against a shape and turns them into the few types the JSON and HTTP writers know: Dictionary, List, string, bool,
/// long, double, decimal, BigInteger, DateTimeOffset, byte[]. Walks on after a problem, so that one message names them all.
/// </summary>
internal sealed class ValueBinder
{
    /// <summary>Deeper values are a mistake or a cycle.</summary>
    public const int MaxDepth = 64;

    private readonly ValueRules _rules;
    private readonly ValuePath _path = new();
    private bool _isInEvent;

    public ValueBinder(ValueRules rules) => _rules = rules;

    public ValueProblems Problems { get; } = new();

    /// <summary>What is sent all the same, and may be a mistake: enum values the description does not know.</summary>
    public ValueProblems Doubts { get; } = new();

    /// <summary>The whole input or output of an operation. What it gives is of use only while there are no problems.</summary>
    public Dictionary<string, object?> BindRoot(ShapeDescription? shape, object? value)
    {
        if (shape is null)
        {
            List<KeyValuePair<string, object?>>? extra = ValueMap.Entries(value);
            if (extra is { Count: > 0 })
            {
                Add("the operation takes no parameters");
            }

            return [];
        }

        return BindStructure(shape, value ?? new Dictionary<string, object?>(), isRoot: true) ?? [];
    }

    /// <summary>One event of an input stream. What it gives is of use only while there are no problems.</summary>
    public Dictionary<string, object?> BindEvent(MemberDescription stream, object? value, int index)
    {
        _isInEvent = true;
        _path.EnterMember(stream.Name);
        _path.EnterItem(index);
        if (value is null)
        {
            Add($"expected {Kind(stream.Shape)}, got null");
        }

        Dictionary<string, object?> bound = value is null ? [] : BindStructure(stream.Shape, value, isRoot: false) ?? [];
        _path.Leave();
        _path.Leave();
        return bound;
    }

    private bool Converts => (_rules & ValueRules.Convert) != 0;

    private object? Bind(ShapeDescription shape, object value, bool isPayload = false)
    {
        if (_path.Depth > MaxDepth)
        {
            throw TooDeep();
        }

        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return BindStructure(shape, value, isRoot: false);
            case ShapeKind.List:
                return BindList(shape, value);
            case ShapeKind.Map:
                return BindMap(shape, value);
            case ShapeKind.Document:
                return BindDocument(value);
            case ShapeKind.Blob:
                return BindBlob(shape, value, isPayload);
            case ShapeKind.String:
                return BindString(shape, value);
            default:
                object? scalar = ValueScalars.Read(shape.Kind, value, Converts, out string? expected);
                if (expected is not null)
                {
                    Expected(expected, value, shape.IsSensitive);
                    return null;
                }

                CheckRange(shape, scalar);
                return scalar;
        }
    }

    private Dictionary<string, object?>? BindStructure(ShapeDescription shape, object value, bool isRoot)
    {
        List<KeyValuePair<string, object?>>? entries = ValueMap.Entries(value);
        if (entries is null)
        {
            // Text in a structure's place may be anything, a whole prompt or a key: its length alone is shown.
            Expected(Kind(shape), value, isSensitive: true);
            return null;
        }

        Dictionary<MemberDescription, object?> given = [];
        List<KeyValuePair<string, object?>>? unknown = null;
        foreach (KeyValuePair<string, object?> entry in entries)
        {
            if (shape.FindMember(entry.Key) is not MemberDescription member)
            {
                Unknown(shape, entry, ref unknown);
                continue;
            }

            if (entry.Value is null)
            {
                continue;
            }

            _path.EnterMember(member.Name);
            if (given.ContainsKey(member))
            {
                Add("given twice, in different upper and lower case");
            }
            else if (member.Shape.IsEventStream)
            {
                given[member] = entry.Value;
            }
            else
            {
                given[member] = BindMember(member, entry.Value);
            }

            _path.Leave();
        }

        // The description's order, not the caller's: a Hashtable has none, and equal calls should send equal bytes.
        Dictionary<string, object?> bound = new(given.Count);
        foreach (MemberDescription member in shape.Members)
        {
            if (given.TryGetValue(member, out object? content))
            {
                bound[member.Name] = content;
            }
            else if (isRoot && member.IsIdempotencyToken && (_rules & ValueRules.FillTokens) != 0)
            {
                bound[member.Name] = Guid.NewGuid().ToString();
            }
            else if (member.IsRequired)
            {
                Missing(member);
            }
        }

        if (shape.IsUnion || shape.IsEventStream)
        {
            CheckUnion(shape, given.Keys, unknown is not null);
        }

        if (unknown is not null)
        {
            foreach (KeyValuePair<string, object?> entry in unknown)
            {
                bound[entry.Key] = entry.Value;
            }
        }

        return bound;
    }

    private object? BindMember(MemberDescription member, object value)
    {
        if (member.IsJsonValue && member.Shape.Kind == ShapeKind.String && ValueMap.IsMap(value))
        {
            return JsonText.Of(BindDocument(value));
        }

        // The bytes of an event are what a body is elsewhere: a document of the model's.
        return Bind(member.Shape, value, member.Location == MemberLocation.Payload || _isInEvent);
    }

    private void Unknown(ShapeDescription shape, KeyValuePair<string, object?> entry, ref List<KeyValuePair<string, object?>>? kept)
    {
        if ((_rules & ValueRules.KeepUnknown) != 0)
        {
            _path.EnterMember(entry.Key);
            kept ??= [];
            kept.Add(new KeyValuePair<string, object?>(entry.Key, Converts ? BindDocument(entry.Value) : entry.Value));
            _path.Leave();
            return;
        }

        _path.EnterMember(entry.Key);
        string[] names = [.. shape.Members.Select(static member => member.Name)];
        Add(names.Length == 0
            ? $"unknown; {shape.Name} has no members"
            : NearestName.Find(entry.Key, names) is string nearest
                ? $"unknown; did you mean '{nearest}'?{(names.Length > 1 ? $" {shape.Name} takes {Join(names)}" : "")}"
                : $"unknown; {shape.Name} takes {Join(names)}");
        _path.Leave();
    }

    private void Missing(MemberDescription member)
    {
        _path.EnterMember(member.Name);
        Add($"required and missing; expected {Kind(member.Shape)}");
        _path.Leave();
    }

    private void CheckUnion(ShapeDescription shape, ICollection<MemberDescription> given, bool hasUnknown)
    {
        int count = given.Count + (hasUnknown ? 1 : 0);
        if (count == 0)
        {
            Add($"expected exactly one of {Names(shape)}, got none");
        }
        else if (given.Count > 1)
        {
            string got = Join(shape.Members.Where(given.Contains).Select(static member => member.Name));
            Add($"expected exactly one of {Names(shape)}, got {got}");
        }
    }

    private List<object?>? BindList(ShapeDescription shape, object value)
    {
        ShapeDescription element = shape.Element!;
        List<object?> bound = [];
        if (value is not IEnumerable items || value is string || ValueMap.IsMap(value)
            || (value is byte[] && element.Kind == ShapeKind.Blob))
        {
            if (!Converts)
            {
                Expected(Kind(shape), value, isSensitive: true);
                return null;
            }

            // One where many may stand: PowerShell unrolls arrays of one, and users leave the @() out.
            items = new[] { value };
        }

        int index = 0;
        foreach (object? item in items)
        {
            _path.EnterItem(index++);
            if (item is null)
            {
                Add($"expected {Kind(element)}, got null");
            }
            else
            {
                bound.Add(Bind(element, item));
            }

            _path.Leave();
        }

        CheckCount(shape, bound.Count, "item");
        return bound;
    }

    private Dictionary<string, object?>? BindMap(ShapeDescription shape, object value)
    {
        List<KeyValuePair<string, object?>>? entries = ValueMap.Entries(value);
        if (entries is null)
        {
            Expected(Kind(shape), value, isSensitive: true);
            return null;
        }

        // A Hashtable gives its entries in no useful order.
        if (value is Hashtable)
        {
            entries.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        }

        Dictionary<string, object?> bound = new(entries.Count);
        foreach (KeyValuePair<string, object?> entry in entries)
        {
            _path.EnterKey(entry.Key);
            if (shape.Key is ShapeDescription key && (_rules & ValueRules.CheckBounds) != 0)
            {
                CheckText(key, entry.Key, "the key ");
            }

            if (bound.ContainsKey(entry.Key))
            {
                Add("given twice");
            }
            else if (entry.Value is null)
            {
                Add($"expected {Kind(shape.Element!)}, got null");
            }
            else
            {
                bound[entry.Key] = Bind(shape.Element!, entry.Value);
            }

            _path.Leave();
        }

        CheckCount(shape, bound.Count, "entry", "entries");
        return bound;
    }

    private object? BindDocument(object? value)
    {
        if (_path.Depth > MaxDepth)
        {
            throw TooDeep();
        }

        if (value is not string && ValueMap.Entries(value) is List<KeyValuePair<string, object?>> entries)
        {
            if (value is Hashtable)
            {
                entries.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
            }

            Dictionary<string, object?> map = new(entries.Count);
            foreach (KeyValuePair<string, object?> entry in entries)
            {
                _path.EnterMember(entry.Key);
                map[entry.Key] = BindDocument(entry.Value);
                _path.Leave();
            }

            return map;
        }

        if (value is IEnumerable items and not string and not byte[])
        {
            List<object?> list = [];
            foreach (object? item in items)
            {
                _path.EnterItem(list.Count);
                list.Add(BindDocument(item));
                _path.Leave();
            }

            return list;
        }

        object? scalar = ValueScalars.ReadDocument(value, out string? expected);
        if (expected is not null)
        {
            Expected(expected, value, isSensitive: true);
        }

        return scalar;
    }

    private byte[]? BindBlob(ShapeDescription shape, object value, bool isPayload)
    {
        byte[]? bytes = ValueBytes.Read(value);
        if (bytes is null && isPayload && Converts)
        {
            // The body of InvokeModel is text far more often than not.
            bytes = value is string text
                ? ValueBytes.Utf8.GetBytes(text)
                : ValueMap.IsMap(value) ? JsonText.BytesOf(BindDocument(value)) : null;
        }

        if (bytes is null)
        {
            Expected(
                value is string && Converts
                    ? "bytes (for base64 text use [Convert]::FromBase64String, for a file [IO.File]::ReadAllBytes)"
                    : Converts ? "bytes (byte[], a stream or a file)" : "base64 text",
                value,
                isSensitive: true);
            return null;
        }

        CheckCount(shape, bytes.Length, "byte");
        return bytes;
    }

    private string? BindString(ShapeDescription shape, object value)
    {
        string? text = value as string ?? (Converts ? ValueScalars.ToText(value) : null);
        if (text is null)
        {
            Expected(Kind(shape), value, shape.IsSensitive);
            return null;
        }

        if ((_rules & ValueRules.CheckBounds) != 0)
        {
            CheckText(shape, text, "");
        }

        if (shape.EnumValues.Count > 0 && !shape.EnumValues.Contains(text))
        {
            ValueProblems list = (_rules & ValueRules.CheckEnums) != 0 ? Problems : Doubts;
            string known = $"expected one of {Join(shape.EnumValues)}";
            list.Add(_path.ToString(), shape.IsSensitive ? known : $"{known}, got {Shown(text)}{NearestName.Hint(text, shape.EnumValues)}");
        }

        return text;
    }

    private void CheckText(ShapeDescription shape, string text, string subject)
    {
        int length = text.Length;
        if (length > shape.Max)
        {
            // The service counts characters, a surrogate pair as one.
            length = text.Length - text.Count(char.IsLowSurrogate);
        }

        if (length < shape.Min)
        {
            Add(length == 0
                ? $"{subject}must not be empty"
                : $"{subject}must have at least {Number(shape.Min.Value)} characters, has {Number(length)}");
        }
        else if (length > shape.Max)
        {
            Add($"{subject}must have at most {Number(shape.Max.Value)} characters, has {Number(length)}");
        }
        else if (shape.SafePattern is SafePattern pattern && !pattern.Allows(text))
        {
            Add($"{subject}must match the pattern {pattern.Text}{(shape.IsSensitive ? "" : $", got {Shown(text)}")}");
        }
    }

    private void CheckCount(ShapeDescription shape, int count, string one, string? many = null)
    {
        if ((_rules & ValueRules.CheckBounds) == 0)
        {
            return;
        }

        if (count < shape.Min)
        {
            Add($"expected at least {Count(shape.Min.Value)}, got {Number(count)}");
        }
        else if (count > shape.Max)
        {
            Add($"expected at most {Count(shape.Max.Value)}, got {Number(count)}");
        }

        string Count(double number) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";
    }

    private void CheckRange(ShapeDescription shape, object? scalar)
    {
        if ((_rules & ValueRules.CheckBounds) == 0 || (shape.Min is null && shape.Max is null))
        {
            return;
        }

        double? number = scalar switch { long whole => whole, double real => real, _ => null };
        string got = shape.IsSensitive || number is null ? "" : $", got {Number(number.Value)}";
        if (number < shape.Min)
        {
            Add($"expected at least {Number(shape.Min.Value)}{got}");
        }
        else if (number > shape.Max)
        {
            Add($"expected at most {Number(shape.Max.Value)}{got}");
        }
    }

    /// <summary>Ends the walk at once: below a cycle the number of values has no bound.</summary>
    private static BedrockException TooDeep() => new(
        "ValueTooDeep",
        $"The parameters are nested more than {MaxDepth} levels deep, or hold themselves.");

    private void Expected(string expected, object? value, bool isSensitive) =>
        Add($"expected {expected}, got {ValueScalars.Describe(value, isSensitive)}");

    private void Add(string problem) => Problems.Add(_path.ToString(), problem);

    private static string Kind(ShapeDescription shape) => shape.Kind switch
    {
        ShapeKind.Structure when shape.IsUnion || shape.IsEventStream => $"a dictionary with one of {Names(shape)}",
        ShapeKind.Structure => $"a dictionary with {Names(shape)}",
        ShapeKind.List => $"a list of {shape.Element!.Name}",
        ShapeKind.Map => "a dictionary",
        ShapeKind.String when shape.EnumValues.Count > 0 => $"text, one of {Join(shape.EnumValues)}",
        ShapeKind.String => "text",
        ShapeKind.Blob => "bytes",
        ShapeKind.Boolean => "true or false",
        ShapeKind.Integer or ShapeKind.Long => "a whole number",
        ShapeKind.Float or ShapeKind.Double => "a number",
        ShapeKind.Timestamp => "a time",
        _ => "any JSON value",
    };

    private static string Names(ShapeDescription shape) => Join(shape.Members.Select(static member => member.Name));

    private static string Join(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length > 16 ? string.Join(", ", all.Take(15)) + $" and {all.Length - 15} more" : string.Join(", ", all);
    }

    private static string Shown(string text) => text.Length > 40 ? $"text of {Number(text.Length)} characters" : $"'{text}'";

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
