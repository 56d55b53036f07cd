using System;
using System.Collections.Generic;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Resources;

/// <summary>
/// What the endpoint needs to know of a kind of resource to serve its operations; the rest it reads from the operations' descriptions.
/// Members of an answer are found by their names: what the maker gave, what <see cref="Noun"/> stands before (Id, Arn, Name, Status),
/// and the usual names of times. <see cref="ResourceFacts"/> has the conventions.
/// </summary>
internal sealed class ResourceKind
{
    /// <param name="service">The service whose operations these are.</param>
    /// <param name="name">What it is, as its ARN calls it: model-import-job.</param>
    /// <param name="noun">What the members of answers call it: job, where they have jobArn, jobName and jobStatus.</param>
    public ResourceKind(string service, string name, string noun)
    {
        Service = service;
        Name = name;
        Noun = noun;
        Arn = name + "/{id}";
    }

    public string Service { get; }

    public string Name { get; }

    public string Noun { get; }

    /// <summary>For messages.</summary>
    public string Title => Name.Replace('-', ' ');

    public string? Create { get; init; }

    public string? Get { get; init; }

    public string? List { get; init; }

    /// <summary>A PUT replaces what can be updated, a PATCH changes what it names.</summary>
    public string? Update { get; init; }

    public string? Delete { get; init; }

    /// <summary>Operations that do something to one of them and answer with its members.</summary>
    public Dictionary<string, Action<OperationCall, Resource>> Actions { get; init; } = [];

    /// <summary>Operation that ends its course early.</summary>
    public string? Stop { get; init; }

    /// <summary>Operations on its versions; null for what has none.</summary>
    public VersionOperations? Versions { get; init; }

    /// <summary>What it is made in.</summary>
    public ResourceKind? Parent { get; init; }

    /// <summary>Input member that says in which version of its parent it is.</summary>
    public string? ParentVersion { get; init; }

    /// <summary>Input member that names one; null: the last label of the path of Get.</summary>
    public string? Identifier { get; init; }

    /// <summary>Input member of Create that is its name; null: noun + Name, or name.</summary>
    public string? NameMember { get; init; }

    /// <summary>Type and id of its ARN with {id}, {parent} and names of members, or a whole ARN with {region} too.</summary>
    public string Arn { get; init; }

    /// <summary>Makes an id, from the members it is made with if need be; null: as the service usually does.</summary>
    public Func<Dictionary<string, object?>, string>? MakeId { get; init; }

    /// <summary>How many there may be in a region, or in their parent.</summary>
    public int Quota { get; init; } = 1000;

    public ResourceCourse? Course { get; init; }

    /// <summary>Members that answers call otherwise than Create does: as given, as answered.</summary>
    public Dictionary<string, string> Renames { get; init; } = [];

    /// <summary>What holds where the maker has said nothing.</summary>
    public Dictionary<string, object?> Defaults { get; init; } = [];

    /// <summary>Checks what is to be made and adds to its members.</summary>
    public Action<OperationCall, Dictionary<string, object?>>? Making { get; init; }

    /// <summary>It has been made.</summary>
    public Action<OperationCall, Resource>? Made { get; init; }

    /// <summary>It has come to the end of its course and not failed.</summary>
    public Action<Resource>? Done { get; init; }

    /// <summary>Adds to what answers say of it.</summary>
    public Action<Resource, Dictionary<string, object?>>? Facts { get; init; }

    /// <summary>Checks an update before it is made.</summary>
    public Action<OperationCall, Resource>? Updating { get; init; }

    public Action<OperationCall, Resource>? Updated { get; init; }

    /// <summary>Refuses to delete it by throwing.</summary>
    public Action<OperationCall, Resource>? Deleting { get; init; }

    /// <summary>Kinds that hold it, and the member in which they name it by id or ARN; while one does, it cannot be deleted.</summary>
    public Dictionary<string, string> HeldBy { get; init; } = [];

    public override string ToString() => Name;
}
