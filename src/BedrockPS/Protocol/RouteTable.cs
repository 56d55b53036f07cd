using System;
using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>
/// Finds the operation a request means, over all four services, since one local port serves them all. Three paths belong to two
/// services: GET, POST and DELETE /tags/{resourceArn} of bedrock-agent and bedrock-agent-runtime.
/// </summary>
internal sealed class RouteTable
{
    private static readonly Lazy<RouteTable> s_all = new(static () => new RouteTable(ServiceDescription.Names));

    private readonly Dictionary<string, List<Route>> _routes = new(StringComparer.Ordinal);

    public RouteTable(IEnumerable<string> services)
    {
        foreach (string service in services)
        {
            ServiceDescription description = ServiceDescription.Get(service);
            foreach (string name in description.OperationNames)
            {
                Route route = new(description.GetOperation(name));
                string key = Key(route.Operation.Method, route.Segments.Length);
                if (!_routes.TryGetValue(key, out List<Route>? routes))
                {
                    _routes[key] = routes = [];
                }

                routes.Add(route);
            }
        }
    }

    /// <summary>Every operation of the four services.</summary>
    public static RouteTable All => s_all.Value;

    /// <param name="method">GET, POST and so on.</param>
    /// <param name="rawPath">Path as it came, still percent-encoded; a query is ignored.</param>
    /// <param name="service">The only service to look at, where the host names it; null: all.</param>
    /// <returns>Null when no operation has this method and path.</returns>
    public RouteMatch? Find(string method, string rawPath, string? service = null)
    {
        int query = rawPath.IndexOf('?');
        string path = query >= 0 ? rawPath.Substring(0, query) : rawPath;
        bool endsInSlash = path.Length > 1 && path[path.Length - 1] == '/';
        string[] segments = path.Trim('/').Split('/');
        if (!_routes.TryGetValue(Key(method.ToUpperInvariant(), segments.Length), out List<Route>? routes))
        {
            return null;
        }

        List<Route> best = [];
        int bestScore = -1;
        foreach (Route route in routes)
        {
            if (service is not null && !route.Operation.Service.Name.Equals(service, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            int score = route.Score(segments, endsInSlash);
            if (score > bestScore)
            {
                best.Clear();
                bestScore = score;
            }

            if (score == bestScore && score >= 0)
            {
                best.Add(route);
            }
        }

        return best.Count == 0 ? null : Choose(best, segments);
    }

    /// <summary>Where two services share a path, the ARN tells them apart: only sessions belong to bedrock-agent-runtime.</summary>
    private static RouteMatch Choose(List<Route> routes, string[] segments)
    {
        RouteMatch first = routes[0].Match(segments);
        if (routes.Count == 1)
        {
            return first;
        }

        bool isSession = false;
        foreach (KeyValuePair<string, string> label in first.Labels)
        {
            isSession |= label.Value.Contains(":session/");
        }

        foreach (Route route in routes)
        {
            if (route.Operation.Service.Name == (isSession ? "bedrock-agent-runtime" : "bedrock-agent"))
            {
                return route.Match(segments);
            }
        }

        return first;
    }

    private static string Key(string method, int segments) => $"{method} {segments}";

    private sealed class Route
    {
        private readonly bool _endsInSlash;

        public Route(OperationDescription operation)
        {
            Operation = operation;
            Segments = operation.Path.Trim('/').Split('/');
            _endsInSlash = operation.Path.Length > 1 && operation.Path[operation.Path.Length - 1] == '/';
        }

        public OperationDescription Operation { get; }

        public string[] Segments { get; }

        /// <summary>-1 for no match; literal segments count most, the slash at the end decides between equals.</summary>
        public int Score(string[] segments, bool endsInSlash)
        {
            int score = endsInSlash == _endsInSlash ? 1 : 0;
            for (int index = 0; index < Segments.Length; index++)
            {
                if (IsLabel(Segments[index]))
                {
                    if (segments[index].Length == 0)
                    {
                        return -1;
                    }
                }
                else if (Segments[index].Equals(segments[index], StringComparison.Ordinal))
                {
                    score += 2;
                }
                else
                {
                    return -1;
                }
            }

            return score;
        }

        public RouteMatch Match(string[] segments)
        {
            Dictionary<string, string> labels = new(StringComparer.Ordinal);
            for (int index = 0; index < Segments.Length; index++)
            {
                if (IsLabel(Segments[index]))
                {
                    labels[Segments[index].Substring(1, Segments[index].Length - 2)] = Uri.UnescapeDataString(segments[index]);
                }
            }

            return new RouteMatch(Operation, labels);
        }

        private static bool IsLabel(string segment) => segment.Length > 0 && segment[0] == '{';
    }
}
