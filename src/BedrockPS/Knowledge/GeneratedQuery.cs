using System.Collections.Generic;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS;

/// <summary>A query in a database's language, made of a question by a knowledge base over structured data. Prints as the query.</summary>
public sealed class GeneratedQuery
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    internal GeneratedQuery(IReadOnlyDictionary<string, object?> values, string knowledgeBaseId, object? inputObject)
    {
        _values = values;
        KnowledgeBaseId = knowledgeBaseId;
        InputObject = inputObject;
    }

    public string Sql => _values.Text("sql");

    /// <summary>Language of the query, such as REDSHIFT_SQL.</summary>
    public string Type => _values.Text("type");

    public string KnowledgeBaseId { get; }

    /// <summary>The pipeline object it was made of.</summary>
    public object? InputObject { get; }

    /// <summary>The service's JSON.</summary>
    public string Raw => JsonText.Of(_values);

    public override string ToString() => Sql;
}
