using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace BedrockPS.Protocol;

/// <summary>
/// What is known of one of the four services, read from an embedded description that <c>tools/ImportServiceModel</c> writes
/// from the published models. Loaded when first asked for, shapes built when first used. Safe for any number of threads.
/// </summary>
internal sealed class ServiceDescription
{
    private static readonly Dictionary<string, Lazy<ServiceDescription>> s_services = MakeServices();

    private readonly byte[] _json;
    private readonly Dictionary<string, Slice> _operationSlices = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Slice> _shapeSlices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OperationDescription> _operations = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ShapeDescription> _shapes = new(StringComparer.Ordinal);

    private ServiceDescription(byte[] json)
    {
        _json = json;
        List<string> names = [];
        Utf8JsonReader reader = new(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "service":
                    Name = reader.GetString()!;
                    break;
                case "signing":
                    SigningName = reader.GetString()!;
                    break;
                case "version":
                    ApiVersion = reader.GetString()!;
                    break;
                case "bearer":
                    SupportsBearer = reader.GetBoolean();
                    break;
                case "operations":
                    Index(ref reader, _operationSlices, names);
                    break;
                case "shapes":
                    Index(ref reader, _shapeSlices, null);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        OperationNames = names;
    }

    /// <summary>bedrock, bedrock-runtime, bedrock-agent, bedrock-agent-runtime.</summary>
    public static IReadOnlyList<string> Names { get; } = ["bedrock", "bedrock-runtime", "bedrock-agent", "bedrock-agent-runtime"];

    public string Name { get; } = "";

    public string SigningName { get; } = "";

    public string ApiVersion { get; } = "";

    /// <summary>Bedrock API keys are accepted.</summary>
    public bool SupportsBearer { get; }

    /// <summary>Operation names in alphabetical order.</summary>
    public IReadOnlyList<string> OperationNames { get; }

    /// <exception cref="BedrockException">UnknownService, naming the nearest one.</exception>
    public static ServiceDescription Get(string name)
    {
        if (s_services.TryGetValue(name, out Lazy<ServiceDescription>? service))
        {
            return service.Value;
        }

        throw new BedrockException(
            "UnknownService",
            $"There is no service '{name}'{NearestName.Hint(name, Names)}. Known: {string.Join(", ", Names)}.");
    }

    /// <exception cref="BedrockException">UnknownOperation, naming the nearest one.</exception>
    public OperationDescription GetOperation(string name)
    {
        if (_operations.TryGetValue(name, out OperationDescription? known))
        {
            return known;
        }

        if (!_operationSlices.TryGetValue(name, out Slice slice))
        {
            throw new BedrockException("UnknownOperation", UnknownOperationMessage(name)) { Service = Name };
        }

        return _operations.GetOrAdd(name, DescriptionParser.ParseOperation(this, slice.Name, slice.Of(_json)));
    }

    /// <summary>Whether the service has this operation; no exception, no description built.</summary>
    public bool HasOperation(string name) => _operationSlices.ContainsKey(name);

    /// <summary>The shape of an error or structure by name; null when there is none.</summary>
    public ShapeDescription? FindShape(string name)
    {
        if (_shapes.TryGetValue(name, out ShapeDescription? known))
        {
            return known;
        }

        return _shapeSlices.TryGetValue(name, out Slice slice)
            ? _shapes.GetOrAdd(name, DescriptionParser.ParseShape(this, slice.Name, slice.Of(_json)))
            : null;
    }

    /// <summary>A shape the description itself refers to.</summary>
    internal ShapeDescription GetShape(string name) =>
        FindShape(name) ?? throw new InvalidDataException($"The description of {Name} refers to {name} and does not hold it.");

    public override string ToString() => Name;

    private string UnknownOperationMessage(string name)
    {
        string? home = Names.FirstOrDefault(other => other != Name && Get(other).HasOperation(name));
        return home is null
            ? $"{Name} has no operation '{name}'{NearestName.Hint(name, OperationNames)}."
            : $"{Name} has no operation '{name}'; {home} has.";
    }

    private static Dictionary<string, Lazy<ServiceDescription>> MakeServices()
    {
        Dictionary<string, Lazy<ServiceDescription>> services = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in new[] { "bedrock", "bedrock-runtime", "bedrock-agent", "bedrock-agent-runtime" })
        {
            services[name] = new Lazy<ServiceDescription>(() => Load(name), LazyThreadSafetyMode.ExecutionAndPublication);
        }

        return services;
    }

    private static ServiceDescription Load(string name)
    {
        using Stream stream = typeof(ServiceDescription).Assembly.GetManifestResourceStream(name + ".json")
            ?? throw new InvalidDataException($"The module holds no description of {name}.");
        byte[] json = new byte[stream.Length];
        int read = 0;
        while (read < json.Length)
        {
            int count = stream.Read(json, read, json.Length - read);
            if (count == 0)
            {
                throw new InvalidDataException($"The description of {name} is cut short.");
            }

            read += count;
        }

        return new ServiceDescription(json);
    }

    private static void Index(ref Utf8JsonReader reader, Dictionary<string, Slice> slices, List<string>? names)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            slices.Add(name, new Slice(name, start, (int)reader.BytesConsumed - start));
            names?.Add(name);
        }
    }

    private readonly struct Slice(string name, int start, int length)
    {
        public string Name { get; } = name;

        public ReadOnlySpan<byte> Of(byte[] json) => new(json, start, length);
    }
}
