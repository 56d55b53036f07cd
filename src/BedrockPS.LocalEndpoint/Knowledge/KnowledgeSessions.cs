using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Knowledge;

/// <summary>Conversations with knowledge bases. The longest unused end where there are too many.</summary>
internal sealed class KnowledgeSessions
{
    private const int Max = 1000;

    private readonly Dictionary<string, KnowledgeSession> _sessions = [];
    private long _used;

    /// <summary>The conversation a request goes on with, or a new one.</summary>
    /// <exception cref="ServiceFault">ValidationException: there is none of that id, or it is of another knowledge base.</exception>
    public KnowledgeSession Open(string? id, string knowledgeBaseId, CatalogueModel model)
    {
        lock (_sessions)
        {
            if (id is null)
            {
                KnowledgeSession made = new(knowledgeBaseId, model) { Used = ++_used };
                if (_sessions.Count >= Max)
                {
                    _sessions.Remove(_sessions.Values.OrderBy(static session => session.Used).First().Id);
                }

                _sessions[made.Id] = made;
                return made;
            }

            if (!_sessions.TryGetValue(id, out KnowledgeSession? known))
            {
                throw ServiceFault.Validation($"Session with Id {id} is not valid. Please check and try again.");
            }

            if (known.KnowledgeBaseId != knowledgeBaseId)
            {
                throw ServiceFault.Validation($"Session with Id {id} belongs to another knowledge base.");
            }

            known.Used = ++_used;
            return known;
        }
    }
}
