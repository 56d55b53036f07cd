using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Makes a resource out of a bundle, or changes the one of its name, then what belongs to it, and prepares it where that is needed.</summary>
internal sealed class BundleImport
{
    private readonly ApiClient _api;
    private readonly WatchLimits _limits;
    private readonly bool _isUpdate;
    private readonly List<string> _done = [];
    private readonly List<string> _left = [];

    /// <param name="api">Where to.</param>
    /// <param name="limits">How long it may take.</param>
    /// <param name="isUpdate">What is there under the same name is changed; otherwise it is an error.</param>
    public BundleImport(ApiClient api, WatchLimits limits, bool isUpdate)
    {
        _api = api;
        _limits = limits;
        _isUpdate = isUpdate;
    }

    /// <summary>What is there and not in the bundle; it was left alone.</summary>
    public List<string> Extra { get; } = [];

    /// <summary>What has the bundle's name already; null where nothing has.</summary>
    public async Task<string?> FindAsync(ResourceBundle bundle, CancellationToken cancellationToken)
    {
        if (bundle.Type.List is null || bundle.NameMember is null || bundle.Name.Length == 0)
        {
            return null;
        }

        IReadOnlyList<string> found = await new ResourceApi(_api, bundle.Type).FindByNameAsync(bundle.Name, [], cancellationToken).ConfigureAwait(false);
        return found.Count > 1
            ? throw ResourceApi.Ambiguous(bundle.Type, bundle.Name, found)
            : found.Count == 1 ? found[0] : null;
    }

    /// <param name="bundle">What to make.</param>
    /// <param name="existing">Id of what has its name already; null where nothing has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was made, as the service then shows it.</returns>
    /// <exception cref="BedrockException">Conflict, ImportIncomplete, or what the first step gave.</exception>
    public async Task<ResourceContent> RunAsync(ResourceBundle bundle, string? existing, CancellationToken cancellationToken)
    {
        if (existing is not null && !_isUpdate)
        {
            throw new BedrockException("Conflict", $"There is {bundle.Type.Article} {bundle.Title} in {_api.Region} already: {existing}.")
            {
                RecommendedAction = "Give -Update to change it, or another name.",
            };
        }

        _left.Add(bundle.Title);
        _left.AddRange(bundle.Children.Select(static child => child.Title));
        if (bundle.Type.Prepare is string prepare)
        {
            _left.Add(prepare);
        }

        try
        {
            ResourceContent made = await PutAsync(bundle, existing, [], cancellationToken).ConfigureAwait(false);
            foreach (IGrouping<ResourceType, ResourceBundle> children in bundle.Children.GroupBy(static child => child.Type))
            {
                await PutChildrenAsync(children.Key, [.. children], made, existing is not null, cancellationToken).ConfigureAwait(false);
            }

            return bundle.Type.Prepare is null ? made : await PrepareAsync(bundle, made, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (_done.Count > 0)
        {
            throw new BedrockException("ImportIncomplete", Report(exception), exception)
            {
                Service = exception.Service,
                Operation = exception.Operation,
                RequestId = exception.RequestId,
            };
        }
    }

    private async Task PutChildrenAsync(
        ResourceType type, List<ResourceBundle> children, ResourceContent parent, bool mayExist, CancellationToken cancellationToken)
    {
        List<ResourceContent> present = mayExist
            ? await new ResourceApi(_api, type).ListAsync(BundleReader.Place(type, type.List!, parent), cancellationToken).ConfigureAwait(false)
            : [];
        HashSet<string> kept = [];
        foreach (ResourceBundle child in children)
        {
            string? id = present
                .Where(item => child.Name.Length > 0 && string.Equals(item.First([.. type.NameMember, type.Id[0]]) as string, child.Name, StringComparison.OrdinalIgnoreCase))
                .Select(item => item.First(type.Id) as string)
                .FirstOrDefault();
            kept.Add(id ?? "");
            string operation = id is null ? type.Create! : type.Update!;
            await PutAsync(child, id, BundleReader.Place(type, operation, parent), cancellationToken).ConfigureAwait(false);
        }

        Extra.AddRange(present
            .Where(item => !kept.Contains(item.First(type.Id) as string ?? ""))
            .Select(item => $"{type.Label} {item.First([.. type.NameMember, type.Id[0]])}"));
    }

    private async Task<ResourceContent> PutAsync(
        ResourceBundle bundle, string? existing, Dictionary<string, object?> place, CancellationToken cancellationToken)
    {
        ResourceType type = bundle.Type;
        ResourceApi api = new(_api, type);
        Dictionary<string, object?> members;
        ResourceContent answer;
        if (existing is null)
        {
            members = Merged(bundle.Content, place);
            answer = await api.RunAsync(type.Operation(type.Create!), members, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            OperationDescription update = type.Operation(type.Update
                ?? throw new BedrockException("ResourceUnsupported", $"The service cannot change {type.Article} {type.Label}, so -Update can do nothing."));
            if (ResourceKey.IdentityOf(update) is string identity)
            {
                place[identity] = existing;
            }

            members = Merged(ShapeFit.Fit(bundle.Content, update.Input!), place);

            // Some of what a change has to repeat cannot be chosen, and so is in no file.
            ResourceContent present = await api.GetAsync(api.Key(members, update.Name), cancellationToken).ConfigureAwait(false);
            foreach (KeyValuePair<string, object?> member in present.ToInput(type, update))
            {
                if (update.Input!.FindMember(member.Key) is { IsRequired: true } && !members.ContainsKey(member.Key))
                {
                    members[member.Key] = member.Value;
                }
            }

            answer = await api.RunAsync(update, members, cancellationToken).ConfigureAwait(false);
        }

        string id = answer.First(type.Id) as string ?? existing ?? "";
        _left.Remove(bundle.Title);
        _done.Add($"{bundle.Title}{(id.Length == 0 || id == bundle.Name ? "" : $" ({id})")} was {(existing is null ? "made" : "changed")}");
        Dictionary<string, object?>? key = existing is null ? api.Locate(answer, members) : api.Key(members, type.Update!);
        return key is null ? answer : await SettleAsync(type, key, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ResourceContent> PrepareAsync(ResourceBundle bundle, ResourceContent made, CancellationToken cancellationToken)
    {
        OperationDescription prepare = bundle.Type.Operation(bundle.Type.Prepare!);
        Dictionary<string, object?> members = new() { [ResourceKey.IdentityOf(prepare)!] = made.First(bundle.Type.Id) };
        ResourceApi api = new(_api, bundle.Type);
        await api.RunAsync(prepare, members, cancellationToken).ConfigureAwait(false);
        return await SettleAsync(bundle.Type, api.Key(members, prepare.Name), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What belongs to it can be made when it is there, and not while it is being made.</summary>
    private async Task<ResourceContent> SettleAsync(ResourceType type, Dictionary<string, object?> key, CancellationToken cancellationToken)
    {
        ResourceWatch watch = new(_api, type, key, _api.Options.Log ?? (static _ => { }));
        await watch.RunAsync(_limits, cancellationToken).ConfigureAwait(false);
        return watch.Failure is null ? watch.Content! : throw watch.Failure;
    }

    private string Report(BedrockException exception)
    {
        string rest = _left.Count == 0 ? "" : $" Not done: {string.Join(", ", _left)}.";
        return $"Only a part was imported: {string.Join(", ", _done)}. Then: {exception.Message}{rest}";
    }

    private static Dictionary<string, object?> Merged(Dictionary<string, object?> content, Dictionary<string, object?> place)
    {
        Dictionary<string, object?> members = new(content);
        foreach (KeyValuePair<string, object?> member in place)
        {
            members[member.Key] = member.Value;
        }

        return members;
    }
}
