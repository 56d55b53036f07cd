using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Knowledge;
using BedrockPS.Protocol;

namespace BedrockPS;

/// <summary>A piece of a document that a knowledge base found, with where it comes from. Prints as its text.</summary>
public sealed class Passage
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    internal Passage(IReadOnlyDictionary<string, object?> values) => _values = values;

    /// <summary>The text; of a row its columns, of audio what is said, of a video what it shows; empty for a picture.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>How well it fits the query, higher being better; null on passages an answer cites.</summary>
    public double? Score { get; internal set; }

    /// <summary>Where it comes from: S3 URI, URL, id of a document, or the query of a database.</summary>
    public string? Source { get; internal set; }

    /// <summary>What Source is: S3, WEB, CONFLUENCE, SALESFORCE, SHAREPOINT, CUSTOM, KENDRA, SQL … as the service spells it.</summary>
    public string? SourceType { get; internal set; }

    /// <summary>Title the document carries in its metadata, else the last part of Source.</summary>
    public string? Title { get; internal set; }

    /// <summary>Page of the document, from 1, where the service knows it.</summary>
    public int? Page { get; internal set; }

    /// <summary>What the passage is: TEXT, IMAGE, ROW, AUDIO or VIDEO.</summary>
    public string Kind { get; internal set; } = "TEXT";

    /// <summary>The picture, where Kind is IMAGE and the service sent it.</summary>
    public byte[]? Bytes { get; internal set; }

    /// <summary>What Bytes are, such as image/png.</summary>
    public string? MimeType { get; internal set; }

    /// <summary>Columns of a row as properties, where Kind is ROW.</summary>
    public PSObject? Row { get; internal set; }

    /// <summary>Attributes of the document, under their own names.</summary>
    public object Metadata { get; internal set; } = new PSObject();

    /// <summary>Id of the document, where the service says it.</summary>
    public string? DocumentId { get; internal set; }

    public string? DataSourceId { get; internal set; }

    /// <summary>Knowledge base that was searched, by its id.</summary>
    public string? KnowledgeBaseId { get; internal set; }

    public string? Region { get; internal set; }

    /// <summary>The pipeline object it was found for; null on passages an answer cites.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The service's JSON.</summary>
    public string Raw => JsonText.Of(_values);

    public override string ToString() => Text;
}
