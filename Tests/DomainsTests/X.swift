import Domains
