using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Resources;

/// <summary>Everything control-plane operations have made in this endpoint, by region and kind, in the order it was made.</summary>
internal sealed class ResourceStore
{
    private readonly object _gate = new();
    private readonly List<Resource> _resources = [];
    private readonly Random _random = new();

    /// <summary>
    /// Makes a resource with an id of its own. A request that repeats its token gets what the first one made.
    /// </summary>
    /// <param name="call">The request; its clientRequestToken and tags are taken over.</param>
    /// <param name="kind">What it is; part of its ARN.</param>
    /// <param name="name">Its name, which must be free.</param>
    /// <param name="idLength">Length of the id.</param>
    /// <param name="idPrefix">What the id begins with, such as a base model's id and a slash.</param>
    /// <exception cref="ServiceFault">ConflictException: the name is taken.</exception>
    public Resource Add(OperationCall call, string kind, string name, int idLength, string idPrefix = "")
    {
        lock (_gate)
        {
            string? token = call.Input.Text("clientRequestToken");
            Resource? known = _resources.Find(r => r.Kind == kind && r.Region == call.Region && r.Name == name);
            if (known is not null)
            {
                return token is not null && known.RequestToken == token
                    ? known
                    : throw ServiceFault.Conflict($"The {kind.Replace('-', ' ')} name '{name}' is already in use.");
            }

            string id = idPrefix + MakeId(idLength);
            Resource resource = new(kind, call.Region, id, Arns.Make(call.Region, Arns.Account, kind + "/" + id), name) { RequestToken = token };
            foreach (Dictionary<string, object?> tag in call.Input.Maps("tags"))
            {
                resource.Tags[tag.Text("key") ?? ""] = tag.Text("value") ?? "";
            }

            _resources.Add(resource);
            return resource;
        }
    }

    /// <summary>By id, ARN or name; null when there is none.</summary>
    public Resource? Find(string region, string kind, string identifier)
    {
        lock (_gate)
        {
            return _resources.Find(r => r.Kind == kind && r.Region == region && (r.Id == identifier || r.Arn == identifier || r.Name == identifier));
        }
    }

    /// <exception cref="ServiceFault">ResourceNotFoundException.</exception>
    public Resource Get(OperationCall call, string kind, string member)
    {
        string identifier = call.Input.Text(member) ?? "";
        return Find(call.Region, kind, identifier)
            ?? throw ServiceFault.NotFound($"The {kind.Replace('-', ' ')} '{identifier}' does not exist.");
    }

    public Resource? FindByArn(string arn)
    {
        lock (_gate)
        {
            return _resources.Find(r => r.Arn == arn);
        }
    }

    public List<Resource> List(string region, string kind)
    {
        lock (_gate)
        {
            return _resources.Where(r => r.Kind == kind && r.Region == region).ToList();
        }
    }

    public void Remove(Resource resource)
    {
        lock (_gate)
        {
            _resources.Remove(resource);
        }
    }

    private string MakeId(int length)
    {
        const string letters = "abcdefghijklmnopqrstuvwxyz0123456789";
        char[] id = new char[length];
        for (int i = 0; i < length; i++)
        {
            id[i] = letters[_random.Next(letters.Length)];
        }

        return new string(id);
    }
}
