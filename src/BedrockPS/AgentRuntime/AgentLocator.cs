using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.AgentRuntime;

/// <summary>
/// Turns what a user says of an agent and its alias into their ids: ids, ARNs, names, and agent/alias in one. What has the form of an id
/// is taken for one, and for a name only where the service knows no such id.
/// </summary>
internal sealed class AgentLocator
{
    /// <summary>The alias every agent has, of its draft.</summary>
    public const string DraftAlias = "TSTALIASID";

    private const int IdLength = 10;
    private const string AliasKind = ":agent-alias/";

    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="api">The connection.</param>
    /// <param name="agent">Id, ARN or name of an agent; ARN of an alias; agent/alias.</param>
    /// <param name="alias">Id, ARN or name of the alias; null: that of the draft.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="BedrockException">ResourceNotFound, NameAmbiguous.</exception>
    public async Task<(string Agent, string Alias)> FindAsync(ApiClient api, string agent, string? alias, CancellationToken cancellationToken)
    {
        (string agentName, string? aliasName) = Part(agent.Trim());
        if (alias is not null)
        {
            (string? owner, string? named) = alias.Contains(AliasKind) ? Part(alias.Trim()) : (null, alias.Trim());
            if (owner is not null && agentName.Length == IdLength && owner != agentName)
            {
                throw new BedrockException("ParameterInvalid", $"The alias '{alias}' is one of the agent {owner}, not of {agentName}.");
            }

            aliasName = named;
        }

        string agentId = await IdAsync(api, ResourceTypes.Agent, agentName, null, cancellationToken).ConfigureAwait(false);
        return (agentId, aliasName is null ? DraftAlias : await IdAsync(api, ResourceTypes.AgentAlias, aliasName, agentId, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Looks ids that the service does not know up as names, to be tried once more.</summary>
    /// <returns>Null where they are no names either.</returns>
    public async Task<(string Agent, string Alias)?> FindNamesAsync(ApiClient api, string agent, string alias, CancellationToken cancellationToken)
    {
        string? agentId = await new ResourceApi(api, ResourceTypes.Agent).FindOneAsync(agent, [], cancellationToken).ConfigureAwait(false);
        string? aliasId = alias == DraftAlias ? null : await new ResourceApi(api, ResourceTypes.AgentAlias)
            .FindOneAsync(alias, new() { ["agentId"] = agentId ?? agent }, cancellationToken).ConfigureAwait(false);
        return agentId is null && aliasId is null ? null : (agentId ?? agent, aliasId ?? alias);
    }

    /// <summary>Says what to do about an agent or alias that is not there.</summary>
    public static void Advise(BedrockException exception, string agent, string region, string? alias = null)
    {
        if (exception.Code == "ResourceNotFound")
        {
            exception.RecommendedAction = $"Check id and region, {region}: Get-BRAgent lists the agents, Get-BRAgentAlias {agent} the aliases of this one.";
        }
        else if (exception.Code == "Validation" && alias == DraftAlias)
        {
            exception.RecommendedAction = $"Prepare the agent (Initialize-BRAgent {agent}) if that is what is missing: its draft answers as it was prepared last.";
        }
        else if (exception.Code == "DependencyFailed")
        {
            exception.RecommendedAction =
                "Check what the agent leans on and the message names: a Lambda function, a knowledge base, a collaborator, or a tool's result that said FAILURE. -Trace shows the steps.";
        }
    }

    /// <summary>Agent and alias out of an alias' ARN or agent/alias.</summary>
    private static (string Agent, string? Alias) Part(string text)
    {
        int kind = text.IndexOf(AliasKind, StringComparison.Ordinal);
        string rest = kind >= 0 ? text.Substring(kind + AliasKind.Length)
            : text.StartsWith("arn:", StringComparison.Ordinal) ? ResourceTypes.Agent.IdOf(text) ?? text
            : text;
        int slash = rest.StartsWith("arn:", StringComparison.Ordinal) ? -1 : rest.IndexOf('/');
        return slash < 0 ? (rest, null) : (rest.Substring(0, slash), rest.Substring(slash + 1));
    }

    private async Task<string> IdAsync(ApiClient api, ResourceType type, string text, string? parent, CancellationToken cancellationToken)
    {
        if (IsId(text))
        {
            return text;
        }

        string key = $"{type.Name} {parent} {text} {api.Region}";
        if (_known.TryGetValue(key, out string? known))
        {
            return known;
        }

        Dictionary<string, object?> members = parent is null ? [] : new() { ["agentId"] = parent };
        IReadOnlyList<string> found;
        try
        {
            found = await new ResourceApi(api, type).FindByNameAsync(text, members, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException) when (type.IsId(text))
        {
            // Many may call agents and not list them: the service says whether it is an id after all.
            return text;
        }

        if (found.Count > 1)
        {
            throw ResourceApi.Ambiguous(type, text, found);
        }

        if (found.Count == 0)
        {
            BedrockException missing = new("ResourceNotFound", $"There is no {type.Label} with the id or name '{text}'{(parent is null ? "" : $" of the agent {parent}")} in {api.Region}.");
            missing.RecommendedAction = parent is null ? $"Get-BRAgent lists the agents of {api.Region}." : $"Get-BRAgentAlias {parent} lists its aliases.";
            throw missing;
        }

        return _known[key] = found[0];
    }

    private static bool IsId(string text)
    {
        foreach (char letter in text)
        {
            if (letter is not ((>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return text.Length == IdLength;
    }
}
