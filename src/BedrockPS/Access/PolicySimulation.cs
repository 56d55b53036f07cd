using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Access;

/// <summary>Asks IAM what the policies of a user or role say of an action, without doing it.</summary>
internal sealed class PolicySimulation
{
    private readonly QueryClient _query;

    public PolicySimulation(QueryClient query) => _query = query;

    /// <param name="principal">ARN of a user or role.</param>
    /// <param name="actions">Such as bedrock:InvokeModel.</param>
    /// <param name="resources">ARNs.</param>
    /// <param name="context">Condition keys and their values.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is not allowed: action, ARN, and implicitDeny or explicitDeny.</returns>
    public async Task<IReadOnlyList<(string Action, string Resource, string Decision)>> RefusedAsync(
        string principal,
        IReadOnlyList<string> actions,
        IReadOnlyList<string> resources,
        IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        Dictionary<string, string> members = new() { ["PolicySourceArn"] = principal, ["MaxItems"] = "1000" };
        Add(members, "ActionNames", actions);
        Add(members, "ResourceArns", resources);
        int entry = 0;
        foreach (KeyValuePair<string, string> key in context)
        {
            string name = "ContextEntries.member." + (++entry).ToString(CultureInfo.InvariantCulture);
            members[name + ".ContextKeyName"] = key.Key;
            members[name + ".ContextKeyType"] = "string";
            members[name + ".ContextKeyValues.member.1"] = key.Value;
        }

        XElement result = await _query.IamAsync("SimulatePrincipalPolicy", members, cancellationToken).ConfigureAwait(false);
        return result.Items("EvaluationResults").SelectMany(Decisions).Where(static found => found.Decision != "allowed").Distinct().ToArray();
    }

    /// <summary>A result is of one resource, or sums up several it then names one by one.</summary>
    private static IEnumerable<(string Action, string Resource, string Decision)> Decisions(XElement result)
    {
        string action = result.Text("EvalActionName");
        XElement[] single = result.Items("ResourceSpecificResults").ToArray();
        return single.Length == 0
            ? [(action, result.Text("EvalResourceName"), result.Text("EvalDecision"))]
            : single.Select(one => (action, one.Text("EvalResourceName"), one.Text("EvalResourceDecision")));
    }

    private static void Add(Dictionary<string, string> members, string name, IReadOnlyList<string> values)
    {
        for (int index = 0; index < values.Count; index++)
        {
            members[$"{name}.member.{(index + 1).ToString(CultureInfo.InvariantCulture)}"] = values[index];
        }
    }
}
