using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Documents of a pipeline that go to the service together, as many as it takes at a time.</summary>
internal sealed class DocumentBatch
{
    /// <summary>Bytes of all documents in one request.</summary>
    private const long MaxLength = 6_000_000;

    private readonly OperationDescription _operation;
    private readonly MemberDescription _list;
    private readonly Func<ApiClient, Dictionary<string, object?>, Dictionary<string, object?>> _call;
    private readonly List<object?> _documents = [];
    private readonly List<object?> _targets = [];
    private Dictionary<string, object?> _place = [];
    private ApiClient? _api;
    private long _length;

    /// <param name="operation">Operation with one list of documents or identifiers.</param>
    /// <param name="call">Sends a request.</param>
    public DocumentBatch(OperationDescription operation, Func<ApiClient, Dictionary<string, object?>, Dictionary<string, object?>> call)
    {
        _operation = operation;
        _list = operation.Input!.Members.First(static member => member.Shape.Kind == ShapeKind.List);
        _call = call;
    }

    /// <summary>Told what the service says of a document.</summary>
    public Action<ResourceContent, ApiClient>? Told { get; init; }

    /// <summary>Told of an input that could not be sent.</summary>
    public required Action<BedrockException, object?> Failed { get; init; }

    /// <summary>Takes a document, and sends those before it where it does not go with them.</summary>
    /// <param name="api">Connection it is sent on.</param>
    /// <param name="place">Knowledge base and data source.</param>
    /// <param name="document">The document or its identifier, as the operation takes it.</param>
    /// <param name="target">The input it came from, for errors.</param>
    /// <param name="length">Bytes it takes up.</param>
    public void Add(ApiClient api, Dictionary<string, object?> place, Dictionary<string, object?> document, object? target, long length = 0)
    {
        ImpliedTypes.Fill(_list.Shape.Element!, document);
        if (Fault(document) is BedrockException fault)
        {
            // In a request with others it would be the others' error too.
            Failed(fault, target);
            return;
        }

        bool fits = ReferenceEquals(api, _api)
            && _documents.Count < (_list.Shape.Max ?? int.MaxValue)
            && _length + length <= MaxLength
            && place.Count == _place.Count
            && place.All(member => _place.TryGetValue(member.Key, out object? present) && Equals(present, member.Value));
        if (!fits)
        {
            Send();
        }

        _api = api;
        _place = place;
        _length += length;
        _documents.Add(document);
        _targets.Add(target);
    }

    /// <summary>Sends what is left. One refusal is an error of every document it concerns.</summary>
    public void Send()
    {
        if (_documents.Count == 0)
        {
            return;
        }

        Dictionary<string, object?> members = new(_place) { [_list.Name] = new List<object?>(_documents) };
        object?[] targets = [.. _targets];
        _documents.Clear();
        _targets.Clear();
        _length = 0;
        ImpliedTypes.Fill(_operation.Input!, members);
        try
        {
            Dictionary<string, object?> answer = _call(_api!, members);
            MemberDescription details = _operation.Output!.Members.First(static member => member.Shape.Kind == ShapeKind.List);
            foreach (object? detail in answer.TryGetValue(details.Name, out object? all) && all is List<object?> items ? items : [])
            {
                ResourceContent content = new(ResourceTypes.KnowledgeBaseDocument, (Dictionary<string, object?>)detail!, details.Shape.Element);
                if (content.Values.Text("status") == "NOT_FOUND")
                {
                    string id = content.Values.Text("documentId");
                    Failed(NotFound(id), id);
                }
                else
                {
                    Told?.Invoke(content, _api!);
                }
            }
        }
        catch (BedrockException exception)
        {
            foreach (object? target in targets)
            {
                Failed(exception, target);
            }
        }
    }

    /// <summary>What is wrong with a document as far as can be told without the service.</summary>
    private BedrockException? Fault(Dictionary<string, object?> document)
    {
        ValueBinder binder = new(ValueRules.Request);
        binder.BindRoot(_list.Shape.Element, document);
        return binder.Problems.Count == 0 ? null : new BedrockException("ParameterInvalid", binder.Problems.ToMessage("The document was not sent"))
        {
            Service = _operation.Service.Name,
            Operation = _operation.Name,
        };
    }

    /// <summary>To the service a document it does not have is a state like others; to whoever named it, it is an error.</summary>
    private static BedrockException NotFound(string id) => new("ResourceNotFound", $"There is no document '{id}' in the data source.")
    {
        RecommendedAction = "Get-BRKnowledgeBaseDocument lists what there is.",
    };
}
