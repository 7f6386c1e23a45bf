import Deciding
