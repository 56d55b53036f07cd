namespace BedrockPS.Protocol;

/// <summary>A named member of a structure.</summary>
internal sealed class MemberDescription
{
    private readonly ServiceDescription _service;
    private readonly string _shapeName;
    private ShapeDescription? _shape;

    public MemberDescription(ServiceDescription service, string shapeName)
    {
        _service = service;
        _shapeName = shapeName;
    }

    public string Name { get; init; } = "";

    /// <summary>Name on the wire: JSON key, query key, header name (or its prefix, for a map of headers) or URI label.</summary>
    public string WireName { get; init; } = "";

    public MemberLocation Location { get; init; }

    /// <summary>Built when first asked for: shapes may contain themselves.</summary>
    public ShapeDescription Shape => _shape ??= _service.GetShape(_shapeName);

    public bool IsRequired { get; init; }

    /// <summary>A fresh UUID is sent when the caller gives none.</summary>
    public bool IsIdempotencyToken { get; init; }

    /// <summary>The header or query value is JSON, base64 encoded in headers.</summary>
    public bool IsJsonValue { get; init; }

    public override string ToString() => $"{Name}: {_shapeName}";
}
